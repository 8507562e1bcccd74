def add(a, b {
    return a + b;
}

function add_in_place(a, value) {
    return a += value
}

loss = (y, y_pred) => (y - y_pred) ** 2
