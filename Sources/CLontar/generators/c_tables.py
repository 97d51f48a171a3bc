"""What generators of tables in C share."""

import sys


def array(kind, name, values):
    """A static array of numbers, in lines of at most 100 columns."""
    text = f"\nstatic const {kind} {name}[{len(values)}] = {{\n "
    width = 1
    for value in values:
        cell = f" {value}," if value < 10 else f" 0x{value:X},"
        if width + len(cell) > 100:
            text += "\n "
            width = 1
        text += cell
        width += len(cell)
    return text + "\n};\n"


def write_or_check(target, text):
    """Writes the file; with --check, leaves with an error unless it holds just this."""
    if "--check" in sys.argv:
        sys.exit(0 if target.read_text() == text else f"{target} is not what the generator writes")
    target.write_text(text)
