package community.kith.community;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.CLEO;
import static community.kith.community.Person.DAN;
import static community.kith.community.Person.DELEGATED;
import static community.kith.community.Person.EVE;
import static community.kith.community.Person.FAY;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Multiaddr;
import community.kith.community.authority.ReachRule;
import community.kith.community.denylist.SignedDenylistTest;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Verdict;
import community.kith.community.placement.Redundancy;
import community.kith.community.placement.Shape;
import community.kith.community.reach.Reach;
import community.kith.community.right.RightTest;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.BondProposal;
import community.kith.community.trust.Invitation;
import community.kith.community.trust.Party;
import community.kith.community.trust.Secret;
import community.kith.community.trust.Ticket;
import community.kith.community.trust.TrustGraph;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documentation says of formats and figures is what the code does.
class SpecTest {
    private static final HexFormat HEX = HexFormat.of();

    private final TrustGraph people = new TrustGraph(List.of(
            ADA.bondWith(BEN, BondKind.KIN),
            BEN.bondWith(CLEO, BondKind.FRIEND),
            CLEO.bondWith(DAN, BondKind.NEIGHBOR),
            DAN.bondWith(EVE, BondKind.COLLEAGUE)));

    @Test
    void rightVectors() throws IOException {
        SpecPage page = SpecPage.read("spec/right.md");
        page.hasRow("right", hex(RightTest.example().bytes()));
        page.hasRow("right's id", "`" + RightTest.example().id() + "`");
    }

    @Test
    void denylistVectors() throws IOException {
        SpecPage page = SpecPage.read("spec/denylist.md");
        page.hasRow("denylist", hex(SignedDenylistTest.example().bytes()));
    }

    @Test
    void identityVectors() throws IOException {
        SpecPage page = SpecPage.read("spec/identity.md");
        Delegation delegation = Delegation.issue(ADA.passportKey(), ADA.peer(), "laptop", DELEGATED);

        page.hasRow(
                "passport's public key", hex(ADA.passportKey().verifyingKey().raw()));
        page.hasRow("passport", "`" + ADA.did() + "`");
        page.hasRow("device's public key", hex(ADA.deviceKey().verifyingKey().raw()));
        page.hasRow("device", "`" + ADA.peer() + "`");
        page.hasRow("`sig`", hex(delegation.signature().bytes()));
        page.hasRow("delegation", hex(delegation.bytes()));
        assertThat(Delegation.parse(HEX.parseHex(page.value("delegation")))).isEqualTo(delegation);
    }

    @Test
    void bondVectors() throws IOException {
        SpecPage page = SpecPage.read("spec/bond.md");
        Invitation invitation = new Invitation(
                BondKind.KIN,
                List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001")),
                Secret.of(HEX.parseHex("000102030405060708090a0b0c0d0e0f")),
                1,
                Instant.parse("2026-11-28T12:00:00Z"));
        Ticket ticket = Ticket.issue(new Party(ADA.device(), 10_000_000_000L), invitation, ADA.deviceKey());
        BondProposal proposal = BondProposal.answer(ticket, BEN.device(), 500, NOW, BEN.deviceKey());
        Bond bond = proposal.countersign(ADA.deviceKey());

        page.hasRow("ticket", hex(ticket.bytes()));
        page.hasRow("ticket as text", "`" + ticket.text() + "`");
        page.hasRow("ticket's id", "`" + ticket.id() + "`");
        page.hasRow("proposal", hex(proposal.bytes()));
        page.hasRow("bond", hex(bond.bytes()));
        page.hasRow("bond's id", "`" + bond.id() + "`");
        assertThat(Ticket.parse(page.value("ticket as text")).verify(NOW).isAllowed())
                .isTrue();
        assertThat(Bond.parse(HEX.parseHex(page.value("bond"))).verify(NOW).isAllowed())
                .isTrue();
    }

    @Test
    void reachExamples() throws IOException {
        SpecPage page = SpecPage.read("spec/reach.md");
        for (Reach reach : Reach.values()) {
            page.hasRow(
                    "`" + reach.label() + "`",
                    who(one -> ReachRule.mayRead(reach, ADA.did(), Set.of(DAN.did()), one.did(), people)));
            page.hasRow("`" + reach.label() + "`", who(one -> ReachRule.mayHold(reach, CLEO.did(), one.did(), people)));
        }
    }

    @Test
    void durabilityTables() throws IOException {
        SpecPage page = SpecPage.read("guide/durability.md");
        List<Shape> shapes = List.of(new Shape(1, 3), Shape.RS_4_7, Shape.RS_3_10, new Shape(10, 20));
        for (double p : new double[] {0.5, 0.8, 0.9, 0.95, 0.99}) {
            Stream<String> cells = shapes.stream().map(shape -> scientific(Redundancy.unavailability(shape, p)));
            page.hasRow(Stream.concat(Stream.of(Double.toString(p)), cells).toArray());
        }
        for (int holders : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20}) {
            Redundancy.Choice choice = Redundancy.DEFAULT.choose(holders);
            Shape shape = choice.shape();
            page.hasRow(
                    holders,
                    shape.k() + "-of-" + shape.n(),
                    String.format(Locale.ROOT, "%.2f×", shape.expansion()),
                    scientific(choice.unavailability()) + (choice.meetsTarget() ? "" : " (too much)"),
                    shape.spare());
        }
    }

    private static String who(Function<Person, Verdict> rule) {
        return Stream.of(ADA, BEN, CLEO, DAN, EVE, FAY)
                .filter(one -> rule.apply(one).isAllowed())
                .map(Person::name)
                .collect(Collectors.joining(", "));
    }

    private static String scientific(double number) {
        return String.format(Locale.ROOT, "%.1e", number).replace("e-0", "e-").replace("e+00", "");
    }

    private static String hex(byte[] bytes) {
        return "`" + HEX.formatHex(bytes) + "`";
    }
}
