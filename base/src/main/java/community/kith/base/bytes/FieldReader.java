package community.kith.base.bytes;

import community.kith.base.name.Cid;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a map that came from outside, field by field and strictly: what is missing, of another type or over its
/// bound is a ProtocolException that names the map and the field. Finish with [#end()].
public final class FieldReader {
    private final String what;
    private final Ipld.Fields fields;
    private final Set<String> read = new LinkedHashSet<>();

    /// @param what the name of the map, for messages
    public FieldReader(Ipld value, String what) throws ProtocolException {
        if (!(value instanceof Ipld.Fields map)) {
            throw new ProtocolException(what + " is not a map");
        }
        this.what = what;
        this.fields = map;
    }

    public String text(String field, int maxChars) throws ProtocolException {
        return textOf(field, any(field), maxChars);
    }

    public Optional<String> optionalText(String field, int maxChars) throws ProtocolException {
        Ipld value = take(field);
        return value == null ? Optional.empty() : Optional.of(textOf(field, value, maxChars));
    }

    public byte[] bytes(String field, int maxBytes) throws ProtocolException {
        return bytesOf(field, any(field), maxBytes);
    }

    public Optional<byte[]> optionalBytes(String field, int maxBytes) throws ProtocolException {
        Ipld value = take(field);
        return value == null ? Optional.empty() : Optional.of(bytesOf(field, value, maxBytes));
    }

    public byte[] bytesOf(String field, int exactBytes) throws ProtocolException {
        byte[] bytes = bytesOf(field, any(field), exactBytes);
        if (bytes.length != exactBytes) {
            throw refuse(field, "has %d bytes instead of %d".formatted(bytes.length, exactBytes));
        }
        return bytes;
    }

    /// A whole number with `min ≤ number ≤ max`.
    public long integer(String field, long min, long max) throws ProtocolException {
        return integerOf(field, any(field), min, max);
    }

    public OptionalLong optionalInteger(String field, long min, long max) throws ProtocolException {
        Ipld value = take(field);
        return value == null ? OptionalLong.empty() : OptionalLong.of(integerOf(field, value, min, max));
    }

    public boolean bool(String field) throws ProtocolException {
        return expect(field, any(field), Ipld.Bool.class, "true or false").value();
    }

    public Cid link(String field) throws ProtocolException {
        return linkOf(field, any(field));
    }

    public Optional<Cid> optionalLink(String field) throws ProtocolException {
        Ipld value = take(field);
        return value == null ? Optional.empty() : Optional.of(linkOf(field, value));
    }

    public List<Ipld> items(String field, int maxItems) throws ProtocolException {
        List<Ipld> items = expect(field, any(field), Ipld.Items.class, "a list").values();
        if (items.size() > maxItems) {
            throw refuse(field, "has %d items, more than %d".formatted(items.size(), maxItems));
        }
        return items;
    }

    /// The field, whatever it holds.
    public Ipld any(String field) throws ProtocolException {
        Ipld value = take(field);
        if (value == null) {
            throw refuse(field, "is missing");
        }
        return value;
    }

    public Optional<Ipld> optional(String field) {
        return Optional.ofNullable(take(field));
    }

    public boolean has(String field) {
        return fields.values().containsKey(field);
    }

    /// Refuses fields that nobody asked for.
    public void end() throws ProtocolException {
        for (String field : fields.values().keySet()) {
            if (!read.contains(field)) {
                throw new ProtocolException(what + " has an unknown field" + shown(field));
            }
        }
    }

    private @Nullable Ipld take(String field) {
        read.add(field);
        return fields.values().get(field);
    }

    private String textOf(String field, Ipld value, int maxChars) throws ProtocolException {
        String text = expect(field, value, Ipld.Text.class, "text").value();
        if (text.length() > maxChars) {
            throw refuse(field, "has %d characters, more than %d".formatted(text.length(), maxChars));
        }
        return text;
    }

    private byte[] bytesOf(String field, Ipld value, int maxBytes) throws ProtocolException {
        byte[] bytes = expect(field, value, Ipld.Bin.class, "bytes").bytes();
        if (bytes.length > maxBytes) {
            throw refuse(field, "has %d bytes, more than %d".formatted(bytes.length, maxBytes));
        }
        return bytes;
    }

    private long integerOf(String field, Ipld value, long min, long max) throws ProtocolException {
        BigInteger number =
                expect(field, value, Ipld.Int.class, "a whole number").value();
        if (number.compareTo(BigInteger.valueOf(min)) < 0 || number.compareTo(BigInteger.valueOf(max)) > 0) {
            throw refuse(field, "is %s, outside %d to %d".formatted(number, min, max));
        }
        return number.longValueExact();
    }

    private Cid linkOf(String field, Ipld value) throws ProtocolException {
        return expect(field, value, Ipld.Link.class, "a link").cid();
    }

    private <T extends Ipld> T expect(String field, Ipld value, Class<T> type, String name) throws ProtocolException {
        if (!type.isInstance(value)) {
            throw refuse(field, "is not " + name);
        }
        return type.cast(value);
    }

    private ProtocolException refuse(String field, String why) {
        return new ProtocolException("%s: field %s %s".formatted(what, field, why));
    }

    /// A name from outside, if it is fit to be shown in a message or a log.
    private static String shown(String field) {
        boolean plain =
                !field.isEmpty() && field.length() <= 40 && field.chars().allMatch(c -> c > ' ' && c < 127);
        return plain ? " " + field : "";
    }
}
