"""Makes a gazetteer of all places of GeoNames: from its export files and the built gazetteer to one SQLite file.

The file has the layout of the built one, so that everything that reads the one reads the other. Nothing is held in
memory but a block of rows: GeoNames has more than twelve million places.
"""
