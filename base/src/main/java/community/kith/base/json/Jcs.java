package community.kith.base.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The one form of a JSON value: no spaces, names sorted by their UTF-16 units, numbers as ECMAScript writes them.
/// Source: RFC 8785 (JSON Canonicalization Scheme).
public final class Jcs {
    private static final int MOST_DIGITS_BEFORE_POINT = 21;
    private static final int MOST_ZEROS_AFTER_POINT = 6;

    private Jcs() {}

    public static byte[] bytes(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Null none -> out.append("null");
            case Json.Bool bool -> out.append(bool.value());
            case Json.Num number -> out.append(number(number.value()));
            case Json.Text text -> quote(text.value(), out);
            case Json.Arr array -> {
                String before = "[";
                for (Json item : array.items()) {
                    write(item, out.append(before));
                    before = ",";
                }
                out.append(array.items().isEmpty() ? "[]" : "]");
            }
            case Json.Obj object -> {
                String before = "{";
                for (Map.Entry<String, Json> member : new TreeMap<>(object.members()).entrySet()) {
                    quote(member.getKey(), out.append(before));
                    write(member.getValue(), out.append(':'));
                    before = ",";
                }
                out.append(object.members().isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }

    /// As ECMAScript's Number::toString has it.
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal decimal = shortest(Math.abs(value));
        String digits = decimal.unscaledValue().toString();
        int point = digits.length() - decimal.scale();
        return (value < 0 ? "-" : "") + placed(digits, point);
    }

    /// The shortest decimal that reads as this double. Java gives two digits where one would do, and then the one that
    /// is meant may lie on either side.
    private static BigDecimal shortest(double value) {
        BigDecimal java = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (java.precision() == 2) {
            for (RoundingMode way : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
                BigDecimal shorter =
                        java.round(new java.math.MathContext(1, way)).stripTrailingZeros();
                if (shorter.doubleValue() == value) {
                    return shorter;
                }
            }
        }
        return java;
    }

    /// @param point how many of the digits stand before the decimal point
    private static String placed(String digits, int point) {
        if (point > 0 && point <= MOST_DIGITS_BEFORE_POINT) {
            return digits.length() <= point
                    ? digits + "0".repeat(point - digits.length())
                    : digits.substring(0, point) + "." + digits.substring(point);
        }
        if (point <= 0 && point > -MOST_ZEROS_AFTER_POINT) {
            return "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        return digits.length() == 1 ? digits + exponent : digits.charAt(0) + "." + digits.substring(1) + exponent;
    }
}
