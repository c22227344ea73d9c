"""The command `kg`."""


def main() -> None:
    """Not yet."""
