package community.kith.node.config;

import community.kith.community.layer.Budgets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Function;

/// How a node behaves towards others. Every value has a default that suits a laptop at home; `config.properties` in the
/// node's home overrides single ones.
///
/// @param presence how often people are looked for
/// @param grace how long a holder may be silent before its shards are made anew elsewhere
/// @param audit how often each holder proves that it has what it signed for
/// @param offerBytes what a new bond promises the other side
/// @param diskFloorBytes free disk that is never given to others
/// @param durableWait how long a put waits for holders that are expected but do not answer yet
/// @param undelete how long what was removed can be restored
/// @param largeDeletion what part of everything may be removed within an hour without asking again, from 0 to 1
/// @param tranquility how many times as long as it reads the scrub of the disk rests
/// @param sharing what others do for me when I am away, and how much of this disk is for whom
public record Settings(
        Duration presence,
        Duration grace,
        Duration audit,
        long offerBytes,
        long diskFloorBytes,
        Duration durableWait,
        Duration undelete,
        double largeDeletion,
        double tranquility,
        Sharing sharing) {
    private static final double GENTLY = 9;

    /// @param stewards how many people look after my stripes when I am away; 0 for none
    /// @param budgets what each layer may have of this disk
    /// @param cacheBytes what there may be of blocks that were fetched to be read; 0 for none
    public record Sharing(int stewards, Budgets budgets, long cacheBytes) {
        public static final Sharing DEFAULT = new Sharing(2, Budgets.DEFAULT, 2_000_000_000L);
    }

    /// The same, with other budgets.
    public Settings withBudgets(Budgets budgets) {
        return new Settings(
                presence,
                grace,
                audit,
                offerBytes,
                diskFloorBytes,
                durableWait,
                undelete,
                largeDeletion,
                tranquility,
                new Sharing(sharing.stewards, budgets, sharing.cacheBytes));
    }

    /// The same, with another budget for what was fetched to be read.
    public Settings withCache(long cacheBytes) {
        return new Settings(
                presence,
                grace,
                audit,
                offerBytes,
                diskFloorBytes,
                durableWait,
                undelete,
                largeDeletion,
                tranquility,
                new Sharing(sharing.stewards, sharing.budgets, cacheBytes));
    }

    public Settings(
            Duration presence,
            Duration grace,
            Duration audit,
            long offerBytes,
            long diskFloorBytes,
            Duration durableWait,
            Duration undelete,
            double largeDeletion) {
        this(
                presence,
                grace,
                audit,
                offerBytes,
                diskFloorBytes,
                durableWait,
                undelete,
                largeDeletion,
                GENTLY,
                Sharing.DEFAULT);
    }

    public static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            Duration.ofHours(12),
            10_000_000_000L,
            1_000_000_000L,
            Duration.ofSeconds(20),
            Duration.ofDays(30),
            0.5);

    /// Reads what is set in `properties`, the rest from [#DEFAULT].
    ///
    /// @throws IllegalArgumentException naming the property whose value is not understood
    public static Settings from(Properties properties) {
        return new Settings(
                read(properties, "presence.interval", Quantity::duration, DEFAULT.presence),
                read(properties, "repair.grace", Quantity::duration, DEFAULT.grace),
                read(properties, "audit.interval", Quantity::duration, DEFAULT.audit),
                read(properties, "bond.offer", Quantity::bytes, DEFAULT.offerBytes),
                read(properties, "disk.floor", Quantity::bytes, DEFAULT.diskFloorBytes),
                read(properties, "put.durable-wait", Quantity::duration, DEFAULT.durableWait),
                read(properties, "undelete", Quantity::duration, DEFAULT.undelete),
                read(properties, "delete.ask", Settings::percent, DEFAULT.largeDeletion),
                read(properties, "scrub.tranquility", Settings::times, DEFAULT.tranquility),
                new Sharing(
                        read(properties, "stewards", Settings::few, Sharing.DEFAULT.stewards),
                        budgets(properties),
                        read(properties, "budget.cache", Quantity::bytes, Sharing.DEFAULT.cacheBytes)));
    }

    private static Budgets budgets(Properties properties) {
        return new Budgets(
                read(properties, "budget.reciprocal", Settings::budget, Budgets.DEFAULT.reciprocalBytes()),
                read(properties, "budget.invested", Settings::budget, Budgets.DEFAULT.investedBytes()),
                read(properties, "budget.gift", Quantity::bytes, Budgets.DEFAULT.giftBytes()));
    }

    private static OptionalLong budget(String text) {
        return text.strip().equals("none") ? OptionalLong.empty() : OptionalLong.of(Quantity.bytes(text));
    }

    private static int few(String text) {
        if (!text.strip().matches("[0-9]|1[0-5]")) {
            throw new IllegalArgumentException("“" + text + "” is no number from 0 to 15");
        }
        return Integer.parseInt(text.strip());
    }

    private static double times(String text) {
        if (!text.strip().matches("[0-9]{1,4}([.][0-9]{1,3})?")) {
            throw new IllegalArgumentException("“" + text + "” is no number from 0 to 9999");
        }
        return Double.parseDouble(text.strip());
    }

    private static double percent(String text) {
        String digits = text.strip();
        try {
            double percent = Double.parseDouble(digits.substring(0, digits.length() - 1));
            if (digits.endsWith("%") && percent >= 0 && percent <= 100) {
                return percent / 100;
            }
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("“" + text + "” is no percentage such as 50%", e);
        }
        throw new IllegalArgumentException("“" + text + "” is no percentage from 0% to 100%");
    }

    private static <T> T read(Properties properties, String name, Function<String, T> parse, T otherwise) {
        String text = properties.getProperty(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " in config.properties: " + e.getMessage(), e);
        }
    }
}
