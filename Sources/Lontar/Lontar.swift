@_exported import LontarSegmentation
@_exported import LontarText
@_exported import LontarTokens
