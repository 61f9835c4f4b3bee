"""``python -m marsad``."""

from marsad.cli import main

if __name__ == "__main__":  # processes that read for it import this module too
    main()
