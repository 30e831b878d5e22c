* min x + y, 2 x + 4 y = 7, integers: infeasible; without integrality 7/4
NAME parity
ROWS
 N cost
 E odd
COLUMNS
 M1 'MARKER' 'INTORG'
 x cost 1 odd 2
 y cost 1 odd 4
 M2 'MARKER' 'INTEND'
RHS
 RHS odd 7
BOUNDS
 UP BND x 10
 UP BND y 10
ENDATA
