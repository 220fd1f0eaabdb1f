"""The lengths that go before a question to a parser process and before its answer."""

import struct

HEAD = struct.Struct(">II")
LENGTH = struct.Struct(">I")
