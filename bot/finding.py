"""One line of the doctor's report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and how it is. `remedy`: what to do where it is not well."""

    what: str
    well: bool
    said: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{'ok ' if self.well else 'NOT'}  {self.what}: {self.said}"
        return line if self.well else f"{line}; {self.remedy}"
