"""English words as data: tables, and the module that reads them."""
