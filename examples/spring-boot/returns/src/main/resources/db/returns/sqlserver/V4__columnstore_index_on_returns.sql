-- requires: mirroring-off
CREATE CLUSTERED COLUMNSTORE INDEX cci_returned ON returned;
