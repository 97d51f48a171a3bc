internal import LontarText
