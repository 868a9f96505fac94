package community.kith.base.json;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Reads JSON strictly: UTF-8, one value, each name once, no number beyond a double, no half of a character, nothing
/// nested deeper than [#MAX_DEPTH]. The caller bounds the bytes; what is made of them is in proportion.
/// Source: RFC 8259, RFC 7493.
public final class JsonReader {
    public static final int MAX_DEPTH = 32;

    private static final int MAX_NUMBER = 64;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    public static Json parse(byte[] utf8) throws ProtocolException {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw (ProtocolException) new ProtocolException("JSON that is not UTF-8").initCause(e);
        }
    }

    public static Json parse(String text) throws ProtocolException {
        JsonReader reader = new JsonReader(text);
        Json value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.unexpected();
        }
        return value;
    }

    /// The same, which must be an object.
    public static Json.Obj object(byte[] utf8) throws ProtocolException {
        if (parse(utf8) instanceof Json.Obj object) {
            return object;
        }
        throw new ProtocolException("JSON that is no object");
    }

    private Json value(int depth) throws ProtocolException {
        if (depth > MAX_DEPTH) {
            throw new ProtocolException("JSON nested deeper than " + MAX_DEPTH);
        }
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json object(int depth) throws ProtocolException {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return new Json.Obj(members);
        }
        do {
            space();
            String name = string();
            space();
            take(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw new ProtocolException("JSON with a name twice in one object");
            }
            space();
        } while (another('}'));
        return new Json.Obj(members);
    }

    private Json array(int depth) throws ProtocolException {
        List<Json> items = new ArrayList<>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return new Json.Arr(items);
        }
        do {
            items.add(value(depth + 1));
            space();
        } while (another(']'));
        return new Json.Arr(items);
    }

    /// Steps over a comma, or over the end.
    private boolean another(char end) throws ProtocolException {
        char c = peek();
        if (c != ',' && c != end) {
            throw unexpected();
        }
        at++;
        return c == ',';
    }

    private String string() throws ProtocolException {
        take('"');
        StringBuilder out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw new ProtocolException("JSON text with a control character");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        for (int i = 0; i < out.length(); i++) {
            if (Character.isSurrogate(out.charAt(i))) {
                if (i + 1 == out.length() || !Character.isSurrogatePair(out.charAt(i), out.charAt(i + 1))) {
                    throw new ProtocolException("JSON text with half of a character");
                }
                i++;
            }
        }
        return out.toString();
    }

    private char escaped() throws ProtocolException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int unit = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(next(), 16);
                    if (digit < 0 || text.charAt(at - 1) > 'f') {
                        throw new ProtocolException("JSON text with a broken \\u");
                    }
                    unit = unit * 16 + digit;
                }
                yield (char) unit;
            }
            default -> throw unexpected();
        };
    }

    private Json number() throws ProtocolException {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - from > MAX_NUMBER) {
            throw new ProtocolException("a JSON number of more than " + MAX_NUMBER + " characters");
        }
        double value = Double.parseDouble(text.substring(from, at));
        if (!Double.isFinite(value)) {
            throw new ProtocolException("a JSON number that is too large");
        }
        return new Json.Num(value);
    }

    private void digits() throws ProtocolException {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw unexpected();
        }
    }

    private Json word(String word, Json meaning) throws ProtocolException {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
        return meaning;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void take(char wanted) throws ProtocolException {
        if (peek() != wanted) {
            throw unexpected();
        }
        at++;
    }

    private char next() throws ProtocolException {
        char c = peek();
        at++;
        return c;
    }

    private char peek() throws ProtocolException {
        if (at >= text.length()) {
            throw new ProtocolException("JSON that ends too early");
        }
        return text.charAt(at);
    }

    private ProtocolException unexpected() {
        return new ProtocolException(
                at < text.length() ? "JSON is not understood at character " + at : "JSON that ends too early");
    }
}
