package community.kith.base.bytes;

import community.kith.base.name.Cid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Values of every kind, nested a little.
final class RandomIpld {
    private static final List<String> LETTERS = List.of("a", "b", "Z", "0", " ", "é", "水", "𐅑", "\uffff", "\0");

    private RandomIpld() {}

    static Ipld value(RandomGenerator random) {
        return value(random, 3);
    }

    private static Ipld value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 -> new Ipld.Null();
            case 1 -> Ipld.of(random.nextBoolean());
            case 2 -> new Ipld.Int(integer(random));
            case 3 -> Ipld.of(random.nextLong() >> random.nextInt(64));
            case 4 -> new Ipld.Float64(random.nextGaussian());
            case 5 -> Ipld.of(text(random));
            case 6 -> random.nextBoolean() ? Ipld.of(bytes(random)) : Ipld.of(Cid.ofRaw(bytes(random)));
            case 7, 8 -> fields(random, depth - 1);
            default -> items(random, depth - 1);
        };
    }

    private static Ipld items(RandomGenerator random, int depth) {
        List<Ipld> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(value(random, depth));
        }
        return Ipld.list(items);
    }

    private static Ipld fields(RandomGenerator random, int depth) {
        FieldsBuilder fields = Ipld.fields();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.put(text(random) + i, value(random, depth));
        }
        return fields.build();
    }

    private static BigInteger integer(RandomGenerator random) {
        BigInteger magnitude = new BigInteger(Long.toUnsignedString(random.nextLong()));
        return random.nextBoolean() ? magnitude : magnitude.not();
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return text.toString();
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
