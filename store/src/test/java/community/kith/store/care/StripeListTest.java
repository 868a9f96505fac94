package community.kith.store.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.store.blob.Challenge;
import community.kith.store.manifest.Stripe;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StripeListTest {
    private static final Tokens TOKENS = new Tokens(filled(9));

    private static byte[] filled(int with) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] shard(String name) {
        return (name + " of sixteen bytes").getBytes(StandardCharsets.UTF_8);
    }

    private static Stripe stripe(String name) {
        List<Cid> shards = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            shards.add(Cid.ofRaw(shard(name + row)));
        }
        return new Stripe(2, 3, shard(name + 0).length, shards);
    }

    private static ListedStripe listed(String name) throws ProtocolException {
        byte[] answers = new byte[3 * Tokens.BYTES];
        for (int row = 0; row < 3; row++) {
            byte[] bytes = shard(name + row);
            Cid cid = Cid.ofRaw(bytes);
            Challenge challenge = TOKENS.challenge(cid, bytes.length, 0);
            byte[] answer = challenge.answer(cid, bytes, challenge.from(), challenge.lengthBytes());
            System.arraycopy(Tokens.of(answer), 0, answers, row * Tokens.BYTES, Tokens.BYTES);
        }
        return new ListedStripe(
                stripe(name), List.of(new ListedStripe.Seat(0, 0), new ListedStripe.Seat(2, 0)), answers);
    }

    /// The list in docs/spec/stripe-list.md.
    private static StripeList example() throws ProtocolException {
        ListedHolder ben = new ListedHolder(
                Did.of(SigningKey.fromSeed(filled(2)).verifyingKey()),
                PeerId.of(SigningKey.fromSeed(filled(0x82)).verifyingKey()),
                List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001")));
        Stripe copies = Stripe.copies(Cid.ofRaw(shard("copy")), 4, shard("copy").length);
        return new StripeList(
                0, TOKENS, List.of(ben), List.of(listed("a"), new ListedStripe(copies, List.of(), new byte[0])));
    }

    @Test
    void survivesBeingWrittenAndRead() throws ProtocolException {
        assertThat(StripeList.parse(example().bytes())).isEqualTo(example());
    }

    @Test
    void hasTheBytesOfTheSpecification() throws IOException {
        List<String> page = Files.readAllLines(Path.of("..", "docs", "spec", "stripe-list.md"));
        HexFormat hex = HexFormat.of();
        assertThat(page)
                .contains("| list | `" + hex.formatHex(example().bytes()) + "` |")
                .contains("| root | `" + hex.formatHex(example().tree().root().digest()) + "` |");
    }

    @Test
    void knowsTheAnswersToItsQuestions() throws ProtocolException {
        StripeList list = example();
        byte[] bytes = shard("a1");
        Cid cid = Cid.ofRaw(bytes);
        Challenge challenge = list.tokens().challenge(cid, bytes.length, 0);

        byte[] answer = challenge.answer(cid, bytes, challenge.from(), challenge.lengthBytes());

        assertThat(list.stripes().getFirst().questions()).isEqualTo(1);
        assertThat(list.stripes().getFirst().answer(1, 0)).isEqualTo(Arrays.copyOf(answer, 16));
    }

    @Test
    void asksForAnotherRangeEachTime() {
        Cid cid = Cid.ofRaw(new byte[1]);
        List<Challenge> questions = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            Challenge question = TOKENS.challenge(cid, 1 << 20, number);
            assertThat(question.from()).isBetween(0, (1 << 20) - question.lengthBytes());
            questions.add(question);
        }
        assertThat(questions).doesNotHaveDuplicates();
    }

    @Test
    void showsOfEachStripeThatItIsAMember() throws ProtocolException {
        for (int count = 1; count <= 9; count++) {
            List<Stripe> stripes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                stripes.add(stripe("stripe " + i + " "));
            }
            StripeTree tree = new StripeTree(stripes);
            for (int i = 0; i < count; i++) {
                Membership shown = Membership.read(tree.show(i).toIpld());
                assertThat(shown).isEqualTo(tree.show(i));
                assertThat(shown.isUnder(tree.root())).isTrue();
                assertThat(new Membership(stripe("another"), shown.path()).isUnder(tree.root()))
                        .isFalse();
                Cid shard = stripes.get(i).shards().get(1);
                assertThat(shown.has(shard, stripes.get(i).shardBytes())).isTrue();
                assertThat(shown.has(shard, stripes.get(i).shardBytes() + 1)).isFalse();
                assertThat(shown.has(Cid.ofRaw(new byte[1]), stripes.get(i).shardBytes()))
                        .isFalse();
            }
        }
    }

    @Test
    void takesNoInnerNodeForAStripe() {
        StripeTree tree = new StripeTree(List.of(stripe("a"), stripe("b"), stripe("c")));
        Membership shown = tree.show(0);
        assertThat(new Membership(shown.stripe(), shown.path().subList(0, 1)).isUnder(tree.root()))
                .isFalse();
        assertThat(new Membership(shown.stripe(), List.of()).isUnder(tree.root()))
                .isFalse();
    }

    @Test
    void refusesWhatDoesNotFitTogether() throws ProtocolException {
        StripeList list = example();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StripeList(0, TOKENS, List.of(), list.stripes()))
                .withMessageContaining("not listed");
        assertThatIllegalArgumentException().isThrownBy(() -> new StripeList(0, TOKENS, List.of(), List.of()));
        assertThatThrownBy(() -> StripeList.parse(new byte[StripeList.MAX_BYTES + 1]))
                .isInstanceOf(ProtocolException.class);
        assertThat(Sha256.BYTES).isEqualTo(Tokens.SEED_BYTES);
    }

    @Tag("fuzz")
    @Test
    void isParsedOrRefused() throws ProtocolException {
        Fuzz.bytes(List.of(example().bytes()), StripeList::parse);
    }

    @Tag("fuzz")
    @Test
    void membershipsAreParsedOrRefused() {
        StripeTree tree = new StripeTree(List.of(stripe("a"), stripe("b"), stripe("c")));
        List<byte[]> samples = List.of(
                community.kith.base.bytes.DagCbor.encode(tree.show(0).toIpld()),
                community.kith.base.bytes.DagCbor.encode(tree.show(2).toIpld()));
        Fuzz.bytes(samples, bytes -> Membership.read(community.kith.base.bytes.DagCbor.decode(bytes)));
    }
}
