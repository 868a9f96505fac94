package community.kith.base.name;

import community.kith.base.bytes.Varint;
import community.kith.base.name.Multiaddr.Component;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Address components as bytes and as text. Source: the multiaddr specification.
final class AddressCodec {
    private AddressCodec() {}

    static byte[] encode(List<Component> components) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Component component : components) {
            AddressProtocol protocol = component.protocol();
            byte[] value = component.value();
            if (protocol != AddressProtocol.UNKNOWN) {
                out.writeBytes(Varint.encode(protocol.code()));
                if (protocol.value().size() == AddressValue.ANY_SIZE) {
                    out.writeBytes(Varint.encode(value.length));
                }
            }
            out.writeBytes(value);
        }
        return out.toByteArray();
    }

    static List<Component> decode(byte[] bytes) throws ProtocolException {
        List<Component> components = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int start = in.position();
            AddressProtocol protocol = AddressProtocol.byCode(Varint.read(in));
            if (protocol == AddressProtocol.UNKNOWN) {
                in.position(start);
            }
            byte[] value = new byte[length(protocol, in)];
            in.get(value);
            protocol.value().check(value);
            components.add(new Component(protocol, value));
        }
        return components;
    }

    private static int length(AddressProtocol protocol, ByteBuffer in) throws ProtocolException {
        if (protocol == AddressProtocol.UNKNOWN) {
            return in.remaining();
        }
        int size = protocol.value().size();
        long length = size == AddressValue.ANY_SIZE ? Varint.read(in) : size;
        if (length > in.remaining()) {
            throw new ProtocolException(
                    "%s with %d bytes where %d are left".formatted(protocol.label(), length, in.remaining()));
        }
        return (int) length;
    }

    static List<Component> parse(String text) throws ProtocolException {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        String[] words = path.split("/", -1);
        if (words.length < 2 || !words[0].isEmpty()) {
            throw new ProtocolException("an address begins with a slash and a protocol");
        }
        List<Component> components = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String label = words[i];
            AddressProtocol protocol = AddressProtocol.byLabel(label)
                    .orElseThrow(() -> new ProtocolException("an address protocol nobody knows" + shown(label)));
            if (protocol.value() != AddressValue.NOTHING && ++i == words.length) {
                throw new ProtocolException("the address ends where the value of " + label + " should stand");
            }
            components.addAll(component(protocol, words[i]));
        }
        return components;
    }

    /// One component; or, out of what was unknown to the program that wrote it, as many as are known here.
    private static List<Component> component(AddressProtocol protocol, String word) throws ProtocolException {
        byte[] value = protocol.value().parse(word);
        return protocol == AddressProtocol.UNKNOWN ? decode(value) : List.of(new Component(protocol, value));
    }

    /// A word from outside, if it is fit to be shown in a message or a log.
    private static String shown(String word) {
        boolean plain = !word.isEmpty() && word.length() <= 40 && word.chars().allMatch(c -> c > ' ' && c < 127);
        return plain ? ": " + word : "";
    }
}
