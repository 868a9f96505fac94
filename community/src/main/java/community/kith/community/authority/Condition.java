package community.kith.community.authority;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A named test of a question's context: `condition in_time(now: timestamp, until: timestamp) { now < until }`.
///
/// The expressions are a small part of CEL: comparisons, `&&`, `||`, `!`, parentheses, literals, `timestamp("…")`, and
/// `address.in_cidr(text)`. There are no loops and no functions to define, so evaluating ends.
record Condition(String name, SequencedMap<String, Values.Kind> parameters, Expression expression) {
    Condition {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    static Condition parse(String text) {
        int brace = text.indexOf('{');
        int end = text.lastIndexOf('}');
        if (brace < 0 || end < brace) {
            throw new IllegalArgumentException("a condition has its test between { and }");
        }
        Words head = new Words(text.substring("condition ".length(), brace));
        String name = head.next();
        head.expect("(");
        SequencedMap<String, Values.Kind> parameters = new LinkedHashMap<>();
        while (!head.peek().equals(")")) {
            String parameter = head.next();
            head.expect(":");
            parameters.put(parameter, Values.Kind.named(head.next()));
            if (head.peek().equals(",")) {
                head.next();
            }
        }
        return new Condition(name, parameters, Expression.parse(text.substring(brace + 1, end)));
    }

    /// What it comes to: conditional when any parameter is missing, or not of the type it must be.
    Outcome test(Map<String, Object> fromTuple, Map<String, Object> asked) {
        Map<String, Object> known = new LinkedHashMap<>();
        for (Map.Entry<String, Values.Kind> parameter : parameters.entrySet()) {
            Object given = fromTuple.containsKey(parameter.getKey())
                    ? fromTuple.get(parameter.getKey())
                    : asked.get(parameter.getKey());
            if (given == null) {
                return Outcome.CONDITIONAL;
            }
            try {
                known.put(parameter.getKey(), parameter.getValue().of(given));
            } catch (IllegalArgumentException wrong) {
                return Outcome.CONDITIONAL;
            }
        }
        return expression.test(known);
    }
}
