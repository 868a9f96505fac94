package community.kith.base.name;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// IP addresses as text, without ever asking a name server.
///
/// Source: RFC 4291, section 2.2, for reading IPv6; RFC 5952 for writing it, with IPv4-mapped addresses
/// (`::ffff:0:0/96`)
/// ending in dots as its section 5 recommends.
final class IpText {
    private static final int GROUPS = 8;
    private static final byte[] IP4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private IpText() {}

    static byte[] parse4(String text) throws ProtocolException {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new ProtocolException("not an IPv4 address");
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Numbers.parse(parts[i], 255);
        }
        return bytes;
    }

    static String format4(byte[] bytes) {
        return "%d.%d.%d.%d".formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
    }

    static byte[] parse6(String text) throws ProtocolException {
        int gap = text.indexOf("::");
        List<Integer> before = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> after = groups(gap < 0 ? "" : text.substring(gap + 2), gap >= 0);
        int given = before.size() + after.size();
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            throw new ProtocolException("not an IPv6 address");
        }
        byte[] bytes = new byte[2 * GROUPS];
        put(bytes, 0, before);
        put(bytes, GROUPS - after.size(), after);
        return bytes;
    }

    static String format6(byte[] bytes) {
        if (Arrays.equals(bytes, 0, IP4_MAPPED.length, IP4_MAPPED, 0, IP4_MAPPED.length)) {
            return "::ffff:" + format4(Arrays.copyOfRange(bytes, IP4_MAPPED.length, bytes.length));
        }
        int[] run = longestZeroRun(bytes);
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == run[0]) {
                text.append("::");
                i += run[1] - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    /// The groups of a part; `mayEndInIp4` when the part ends the address.
    private static List<Integer> groups(String part, boolean mayEndInIp4) throws ProtocolException {
        List<Integer> groups = new ArrayList<>(GROUPS);
        String[] words = part.isEmpty() ? new String[0] : part.split(":", GROUPS + 1);
        for (int i = 0; i < words.length; i++) {
            if (mayEndInIp4 && i == words.length - 1 && words[i].contains(".")) {
                byte[] ip4 = parse4(words[i]);
                groups.add((ip4[0] & 0xff) << 8 | (ip4[1] & 0xff));
                groups.add((ip4[2] & 0xff) << 8 | (ip4[3] & 0xff));
            } else {
                groups.add(hex(words[i]));
            }
        }
        return groups;
    }

    private static int hex(String word) throws ProtocolException {
        if (word.isEmpty()
                || word.length() > 4
                || !word.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
            throw new ProtocolException("not an IPv6 address");
        }
        return Integer.parseInt(word, 16);
    }

    private static void put(byte[] bytes, int firstGroup, List<Integer> groups) {
        for (int i = 0; i < groups.size(); i++) {
            bytes[2 * (firstGroup + i)] = (byte) (groups.get(i) >> 8);
            bytes[2 * (firstGroup + i) + 1] = groups.get(i).byteValue();
        }
    }

    /// Where the first longest run of zero groups starts, and its length; none when shorter than two.
    private static int[] longestZeroRun(byte[] bytes) {
        int[] longest = {-1, 1};
        for (int i = 0; i < GROUPS; i++) {
            int length = 0;
            while (i + length < GROUPS && group(bytes, i + length) == 0) {
                length++;
            }
            if (length > longest[1]) {
                longest = new int[] {i, length};
            }
        }
        return longest;
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
    }
}
