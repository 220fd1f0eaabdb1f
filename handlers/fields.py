"""Reads what an admin writes line by line: `name: value`, each on a line of its own."""


def fields_of(written: str) -> dict[str, str]:
    """The fields in their order, names in lower case. A line without a name goes on with the field before it;
    pure."""
    fields: dict[str, str] = {}
    last = ""
    for line in filter(None, (line.strip() for line in written.splitlines())):
        name, colon, value = line.partition(":")
        if colon and len(name) <= 20 and name.replace(" ", "").isalpha():
            last = " ".join(name.lower().split())
            fields[last] = f"{fields[last]}\n{value.strip()}" if last in fields else value.strip()
        elif last:
            fields[last] = f"{fields[last]} {line}".strip()
    return fields
