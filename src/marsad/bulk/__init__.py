"""A lake of news: the same reading and joining over folders that are too large for one archive.

``marsad.bulk.reading.read_lake`` reads files into a lake of Parquet, shard by shard, on as many
processes or machines as there are; ``marsad.bulk.joining.join_lake`` joins what it says. The
extra ``bulk`` brings what they need. docs/bulk.md has the tables and the tour.
"""
