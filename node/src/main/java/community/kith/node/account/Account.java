package community.kith.node.account;

import community.kith.node.ledger.Ledger;
import community.kith.node.people.Me;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that is mine: bonds as both sides signed them and where those people's devices are, my files with what
/// opens them, the salt my contents are found again by, pledges, household, stewards, denylists, backups, settings.
/// With
/// it and the passport's key a new computer takes up where a lost one left off.
///
/// It opens everything, so it is only ever stored sealed. Thousands of items fit into a value; an account of millions
/// is
/// streamed ([#write], [#merge]) and never is one. Format: `docs/spec/account.md`.
public record Account(List<Item> items) {
    /// What a value may have; a longer account is for [#merge] alone.
    public static final int MAX_ITEMS = 200_000;

    public Account {
        items = List.copyOf(items);
    }

    /// What this node's ledger says.
    ///
    /// @param settings what the owner has set, by name
    public static Account of(Ledger ledger, Me me, Map<String, String> settings) throws IOException {
        return take(new AccountLedger(ledger, me.did()).items(me, settings));
    }

    /// The same as bytes, made while they are read.
    public static InputStream write(Ledger ledger, Me me, Map<String, String> settings) throws IOException {
        return new AccountStream(new AccountLedger(ledger, me.did()).items(me, settings));
    }

    /// @throws java.net.ProtocolException when it is damaged, cut short, or more than [#MAX_ITEMS]
    public static Account read(InputStream in) throws IOException {
        return take(new AccountReader(in));
    }

    public static Account parse(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    /// Hands out the items of an account of any length as they come.
    ///
    /// @throws java.net.ProtocolException when it is damaged or cut short, after those before were handed out
    public static void each(InputStream in, Taker taker) throws IOException {
        AccountReader reader = new AccountReader(in);
        for (Optional<Item> next = reader.next(); next.isPresent(); next = reader.next()) {
            taker.take(next.get());
        }
    }

    /// What is done with an item.
    @FunctionalInterface
    public interface Taker {
        void take(Item item) throws IOException;
    }

    private static Account take(AccountStream.Source source) throws IOException {
        List<Item> items = new ArrayList<>();
        for (Optional<Item> next = source.next(); next.isPresent(); next = source.next()) {
            if (items.size() == MAX_ITEMS) {
                throw new java.net.ProtocolException("an account of more than " + MAX_ITEMS + " items");
            }
            items.add(next.get());
        }
        return new Account(items);
    }

    public byte[] bytes() {
        Iterator<Item> each = items.iterator();
        try (InputStream in = new AccountStream(() -> each.hasNext() ? Optional.of(each.next()) : Optional.empty())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    /// Whose it is.
    public Optional<Item.Owner> owner() {
        return of(Item.Owner.class).stream().findFirst();
    }

    public <T extends Item> List<T> of(Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Takes up what is not in the ledger yet. What is there stays as it is, so doing it twice changes nothing.
    ///
    /// @param me of the same passport
    public Merged into(Ledger ledger, Me me, Instant now) throws IOException {
        return merge(new ByteArrayInputStream(bytes()), ledger, me, now);
    }

    /// As [#into], some items at a time as they come.
    public static Merged merge(InputStream in, Ledger ledger, Me me, Instant now) throws IOException {
        return new AccountLedger(ledger, me.did()).merge(new AccountReader(in), now);
    }
}
