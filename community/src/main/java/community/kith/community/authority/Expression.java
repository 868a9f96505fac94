package community.kith.community.authority;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a condition tests. What has no order, or is of the wrong type, is neither true nor false.
sealed interface Expression {
    record Or(Expression one, Expression other) implements Expression {}

    record And(Expression one, Expression other) implements Expression {}

    record Not(Expression inner) implements Expression {}

    record Compare(Expression one, String how, Expression other) implements Expression {}

    record InNetwork(Expression address, Expression network) implements Expression {}

    record Literal(Object value) implements Expression {}

    record Variable(String name) implements Expression {}

    /// Reads an expression.
    ///
    /// @throws IllegalArgumentException when it is not in the language
    static Expression parse(String text) {
        Words words = new Words(text);
        Expression whole = or(words);
        if (!words.peek().isEmpty()) {
            throw new IllegalArgumentException("not understood in a condition: " + words.peek());
        }
        return whole;
    }

    private static Expression or(Words words) {
        Expression left = and(words);
        while (words.peek().equals("||")) {
            words.next();
            left = new Or(left, and(words));
        }
        return left;
    }

    private static Expression and(Words words) {
        Expression left = not(words);
        while (words.peek().equals("&&")) {
            words.next();
            left = new And(left, not(words));
        }
        return left;
    }

    private static Expression not(Words words) {
        if (words.peek().equals("!")) {
            words.next();
            return new Not(not(words));
        }
        Expression left = term(words);
        String how = words.peek();
        return switch (how) {
            case "<", ">", "<=", ">=", "==", "!=" -> {
                words.next();
                yield new Compare(left, how, term(words));
            }
            default -> left;
        };
    }

    private static Expression term(Words words) {
        String word = words.next();
        if (word.equals("(")) {
            Expression inner = or(words);
            words.expect(")");
            return inner;
        }
        if (word.startsWith("\"") || word.startsWith("'")) {
            return new Literal(word.substring(1, word.length() - 1));
        }
        if (word.equals("-") || word.matches("\\d.*")) {
            return new Literal(new BigDecimal(word.equals("-") ? "-" + words.next() : word));
        }
        if (word.equals("true") || word.equals("false")) {
            return new Literal(word.equals("true"));
        }
        if (word.equals("timestamp") && words.peek().equals("(")) {
            words.next();
            String quoted = words.next();
            words.expect(")");
            return new Literal(Values.instant(quoted.substring(1, quoted.length() - 1)));
        }
        if (word.endsWith(".in_cidr")) {
            words.expect("(");
            Expression network = or(words);
            words.expect(")");
            return new InNetwork(new Variable(word.substring(0, word.length() - ".in_cidr".length())), network);
        }
        if (word.isEmpty() || !Character.isLetter(word.charAt(0)) || word.indexOf('.') >= 0) {
            throw new IllegalArgumentException("not understood in a condition: “" + word + "”");
        }
        return new Variable(word);
    }

    default Outcome test(Map<String, Object> known) {
        return switch (this) {
            case Or or -> or.one().test(known).or(or.other().test(known));
            case And and -> and.one().test(known).and(and.other().test(known));
            case Not not -> not.inner().test(known).not();
            case Compare compare -> compared(compare, known);
            case InNetwork in -> inNetwork(in, known);
            case Literal literal -> truth(Optional.of(literal.value()));
            case Variable variable -> truth(Optional.ofNullable(known.get(variable.name())));
        };
    }

    private static Outcome truth(Optional<Object> value) {
        return value.isPresent() && value.get() instanceof Boolean yes
                ? yes ? Outcome.ALLOWED : Outcome.DENIED
                : Outcome.CONDITIONAL;
    }

    private static Optional<Object> value(Expression expression, Map<String, Object> known) {
        return switch (expression) {
            case Literal literal -> Optional.of(literal.value());
            case Variable variable -> Optional.ofNullable(known.get(variable.name()));
            case Or or -> truth(or.test(known));
            case And and -> truth(and.test(known));
            case Not not -> truth(not.test(known));
            case Compare compare -> truth(compare.test(known));
            case InNetwork in -> truth(in.test(known));
        };
    }

    private static Optional<Object> truth(Outcome outcome) {
        return outcome == Outcome.CONDITIONAL ? Optional.empty() : Optional.of(outcome == Outcome.ALLOWED);
    }

    private static Outcome compared(Compare compare, Map<String, Object> known) {
        Optional<Object> one = value(compare.one(), known);
        Optional<Object> other = value(compare.other(), known);
        if (one.isEmpty() || other.isEmpty()) {
            return Outcome.CONDITIONAL;
        }
        Optional<Integer> order = order(one.get(), other.get());
        if (order.isEmpty()) {
            return Outcome.CONDITIONAL;
        }
        int difference = order.get();
        boolean holds = switch (compare.how()) {
            case "<" -> difference < 0;
            case ">" -> difference > 0;
            case "<=" -> difference <= 0;
            case ">=" -> difference >= 0;
            case "==" -> difference == 0;
            default -> difference != 0;
        };
        return holds ? Outcome.ALLOWED : Outcome.DENIED;
    }

    private static Optional<Integer> order(Object one, Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return Optional.of(a.compareTo(b));
        }
        if (one instanceof String a && other instanceof String b) {
            return Optional.of(a.compareTo(b));
        }
        if (one instanceof Instant a && other instanceof Instant b) {
            return Optional.of(a.compareTo(b));
        }
        if (one instanceof Boolean a && other instanceof Boolean b) {
            return Optional.of(a.compareTo(b));
        }
        return Optional.empty(); // values of two types have no order
    }

    private static Outcome inNetwork(InNetwork in, Map<String, Object> known) {
        Optional<Object> address = value(in.address(), known);
        Optional<Object> network = value(in.network(), known);
        if (address.isPresent()
                && network.isPresent()
                && address.get() instanceof Address at
                && network.get() instanceof String inside) {
            try {
                return at.in(inside) ? Outcome.ALLOWED : Outcome.DENIED;
            } catch (IllegalArgumentException wrong) {
                return Outcome.CONDITIONAL;
            }
        }
        return Outcome.CONDITIONAL;
    }
}
