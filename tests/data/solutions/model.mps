NAME          MODEL
ROWS
 N  COST
 G  C1
 L  C2
 E  C3
COLUMNS
    X         COST               1   C1                 1
    X         C2                 1
    Y         COST               2   C1                 1
    Y         C2                -1
    Z         COST              .5   C1                 1
    Z         C3                 3
RHS
    RHS       C1               4.5   C2                 2
    RHS       C3                 1
BOUNDS
 UP BND       X                  3
ENDATA
