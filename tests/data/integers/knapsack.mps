* max 6 a + 5 b + 4 d, 5 a + 4 b + 3 d <= 8, binary: 10 at a = d = 1; without integrality 51/5
NAME knapsack
OBJSENSE
    MAX
ROWS
 N value
 L weight
COLUMNS
 a value 6 weight 5
 b value 5 weight 4
 d value 4 weight 3
RHS
 RHS weight 8
BOUNDS
 BV BND a
 BV BND b
 BV BND d
ENDATA
