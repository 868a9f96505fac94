package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Device;
import community.kith.community.identity.Passport;
import community.kith.node.account.Account;
import community.kith.node.account.AccountHead;
import community.kith.node.account.Item;
import community.kith.node.people.Me;
import community.kith.store.chunk.Salt;
import community.kith.store.manifest.Link;
import community.kith.store.seal.ContentKey;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What `docs/spec/account.md` says of bytes, and what becomes of bytes that are not so.
class AccountFormatTest {
    private static final Path PAGE = Path.of("../docs/spec/account.md");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final SigningKey passport = SigningKey.fromSeed(seed(1));
    private final SigningKey key = SigningKey.fromSeed(seed(129));
    private final Did did = Did.of(passport.verifyingKey());
    private final Me ada = new Me(
            new Device(
                    new Passport(did, "Ada"),
                    Delegation.issue(
                            passport, PeerId.of(key.verifyingKey()), "laptop", Instant.parse("2026-11-01T00:00:00Z"))),
            key,
            Me.saltOf(passport),
            Optional.of(passport));

    private static byte[] seed(int octet) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) octet);
        return seed;
    }

    private Account account() {
        return new Account(List.of(
                new Item.Owner(did, "Ada", Salt.of(seed(7)), "the mill"),
                new Item.Setting("undelete", "30d"),
                new Item.Series("/home/ada/notes", Duration.ofHours(1), "24h 7d")));
    }

    private AccountHead head() throws IOException {
        Link link = new Link(Cid.ofRaw(new byte[] {1}), Optional.of(ContentKey.of(seed(9))));
        Item.Place ben = new Item.Place(
                PeerId.of(SigningKey.fromSeed(seed(130)).verifyingKey()),
                List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001")));
        return AccountHead.make(ada, 5, NOW, new AccountHead.Contents(List.of(link), List.of(ben)), new Random(1));
    }

    @Test
    void theBytesAreThoseOfTheSpecification() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(page)
                .contains("| account | `" + HexFormat.of().formatHex(account().bytes()) + "` |");
        AccountHead.Contents contents = head().open(passport);
        assertThat(page)
                .contains("| first link in the head | `" + contents.links().getFirst() + "` |");
        assertThat(head().bytes()).hasSizeLessThanOrEqualTo(AccountHead.MAX_BYTES);
    }

    @Test
    void anAccountIsReadAsItWasWritten() throws IOException {
        byte[] bytes = account().bytes();

        assertThat(Account.parse(bytes).bytes()).isEqualTo(bytes);
        for (int cut = 0; cut < bytes.length; cut++) {
            byte[] shorter = Arrays.copyOf(bytes, cut);
            assertThatThrownBy(() -> Account.parse(shorter)).isInstanceOf(IOException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> Account.parse(longer)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void itemsComeInTheirOrderAndAnOwnerOnce() {
        List<Item> items = account().items();
        for (List<Item> wrong : List.of(
                items.reversed(),
                List.of(items.get(0), items.get(0)),
                items.subList(1, 3),
                List.of(items.get(0), items.get(2), items.get(1)))) {
            byte[] bytes = new Account(wrong).bytes();
            assertThatThrownBy(() -> Account.parse(bytes)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void aHeadIsItsPassportsAlone() throws IOException {
        AccountHead head = AccountHead.parse(head().bytes());

        assertThat(head.verify(NOW).isAllowed()).isTrue();
        assertThat(head.open(passport).friends()).hasSize(1);
        assertThatThrownBy(() -> head.open(SigningKey.fromSeed(seed(2)))).isInstanceOf(ProtocolException.class);
        assertThat(new AccountHead(head.by(), 6, head.at(), head.box(), head.signature())
                        .verify(NOW)
                        .isAllowed())
                .isFalse();
        assertThat(head.verify(NOW.minus(Duration.ofDays(1))).isAllowed()).isFalse();
    }

    @Test
    void aHeadSaysNothingByItsSize() throws IOException {
        AccountHead empty =
                AccountHead.make(ada, 5, NOW, new AccountHead.Contents(List.of(), List.of()), new Random(2));
        Item.Place ben = head().open(passport).friends().getFirst();
        AccountHead full = AccountHead.make(
                ada,
                5,
                NOW,
                new AccountHead.Contents(List.of(), java.util.Collections.nCopies(500, ben)),
                new Random(3));

        assertThat(full.bytes()).hasSameSizeAs(empty.bytes());
        assertThat(full.open(passport).friends()).hasSizeGreaterThan(20);
    }

    @Test
    @Tag("fuzz")
    void nobodysBytesCostMoreThanTheyAreWorth() throws IOException {
        Fuzz.bytes(List.of(account().bytes()), Account::parse);
        Fuzz.bytes(List.of(head().bytes()), AccountHead::parse);
    }
}
