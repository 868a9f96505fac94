package community.kith.node.replication;

import community.kith.base.crypto.Sha256;
import community.kith.community.reach.Availability;
import community.kith.node.ledger.Audience;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Some of my stripes that one right can be about: next to each other in the catalog, for the same readers and holders.
/// A new stripe changes one bundle and leaves the others as they are.
///
/// @param number which range of the catalog's keys
record Bundle(
        long number,
        Audience audience,
        Availability availability,
        List<StoredStripe> stripes,
        Map<Long, List<PlacedRow>> placements) {
    /// Keys in a range.
    static final int KEYS = 256;

    /// The bundles of one range.
    static List<Bundle> of(long number, List<StoredStripe> stripes, Map<Long, List<PlacedRow>> placements) {
        Map<String, List<StoredStripe>> groups = new LinkedHashMap<>();
        stripes.forEach(stripe -> groups.computeIfAbsent(group(stripe), first -> new ArrayList<>())
                .add(stripe));
        return groups.values().stream()
                .map(group -> new Bundle(
                        number,
                        group.getFirst().audience(),
                        group.getFirst().availability(),
                        List.copyOf(group),
                        placements))
                .toList();
    }

    private static String group(StoredStripe stripe) {
        return stripe.availability().label() + " " + stripe.audience().reach().label() + " "
                + stripe.audience().namedText();
    }

    /// What the bundles of a range are called, and nothing else is.
    static String prefix(long number) {
        return number + " ";
    }

    String name() {
        return prefix(number) + group(stripes.getFirst());
    }

    List<PlacedRow> placements(StoredStripe stripe) {
        return placements.getOrDefault(stripe.id(), List.of());
    }

    /// Another one whenever a stripe or a placement came or went.
    String print(int turn) {
        StringBuilder all = new StringBuilder("turn ").append(turn);
        for (StoredStripe stripe : stripes) {
            all.append('\n')
                    .append(stripe.stripe().id())
                    .append(' ')
                    .append(stripe.stripe().n());
            placements(stripe)
                    .forEach(
                            row -> all.append(' ').append(row.row()).append(' ').append(row.holder()));
        }
        return HexFormat.of().formatHex(Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
