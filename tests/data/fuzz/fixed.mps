NAME          SPACES
ROWS
 N  COST
 G  ROW ONE
 E  ROW TWO
COLUMNS
    COL ONE   COST             1.0     ROW ONE        1.0
    COL TWO   COST            -2.5     ROW TWO       1e-4
RHS
    RHS       ROW ONE          2.0     ROW TWO         .5
RANGES
    RNG       ROW TWO         -1.0
BOUNDS
 UP BND       COL ONE          4.0
ENDATA
