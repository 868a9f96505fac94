package community.kith.community.trust;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import community.kith.base.name.Multiaddr;
import community.kith.community.ForAll;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TicketTest {
    private final Ticket ticket = ticket(BondKind.KIN, 3);

    static Ticket ticket(BondKind kind, int uses) {
        Secret secret = Secret.generate(ForAll.random(7));
        Invitation invitation = new Invitation(
                kind, List.of(address("/ip4/192.0.2.1/tcp/4001")), secret, uses, NOW.plus(Duration.ofDays(7)));
        return Ticket.issue(new Party(ADA.device(), 10_000_000_000L), invitation, ADA.deviceKey());
    }

    static Multiaddr address(String text) {
        try {
            return Multiaddr.parse(text);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void survivesBeingWrittenAndRead() throws ProtocolException {
        Ticket read = Ticket.parse(ticket.text());

        assertThat(read).isEqualTo(ticket);
        assertThat(read.verify(NOW).isAllowed()).isTrue();
        assertThat(read.id()).isEqualTo(ticket.id());
    }

    @Test
    void bearsWithWhatMailProgramsDo() throws ProtocolException {
        String text = ticket.text();
        String mangled =
                "  " + text.substring(0, 76) + "\r\n" + text.substring(76).toUpperCase(Locale.ROOT) + "\n";

        assertThat(Ticket.parse(mangled)).isEqualTo(ticket);
    }

    @Test
    void tellsWhereToDial() {
        assertThat(ticket.addresses()).containsExactly(address("/ip4/192.0.2.1/tcp/4001/p2p/" + ADA.peer()));
    }

    @Test
    void carriesTheSameAddressWithAndWithoutPeerOnce() {
        List<Multiaddr> twice =
                List.of(address("/ip4/192.0.2.1/tcp/4001/p2p/" + ADA.peer()), address("/ip4/192.0.2.1/tcp/4001"));
        Invitation invitation = new Invitation(BondKind.KIN, twice, ticket.secret(), 1, ticket.expires());

        assertThat(Ticket.issue(ticket.inviter(), invitation, ADA.deviceKey()).addresses())
                .hasSize(1);
    }

    @Test
    void noticesEveryTypo() {
        String text = ticket.text();
        for (int at = TicketText.PREFIX.length(); at < text.length(); at++) {
            String typo = text.substring(0, at) + (text.charAt(at) == 'a' ? 'b' : 'a') + text.substring(at + 1);
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> Ticket.parse(typo))
                    .withMessage(
                            "this ticket has a typo or was cut short: copy it again as a whole, or ask for a new one");
        }
    }

    @Test
    void saysWhatToDoWithTextThatIsNoTicket() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Ticket.parse("kith:abcd"))
                .withMessage("a ticket begins with “kith-invite:”: copy the whole line");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Ticket.parse(ticket.text() + "!"))
                .withMessageContaining("“!” after " + ticket.text().length() + " characters is never part of one");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Ticket.parse(ticket.text().substring(0, 100)))
                .withMessageContaining("cut short");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Ticket.parse("kith-invite:" + "a".repeat(10_000)))
                .withMessageContaining("too long");
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> Ticket.parse("kith-invite:"));
    }

    @Test
    void expires() {
        assertThat(ticket.verify(ticket.expires().minusSeconds(1)).isAllowed()).isTrue();
        assertThat(ticket.verify(ticket.expires()))
                .isEqualTo(Verdict.refused("this ticket expired at 2026-11-28T12:00:00Z; ask Ada for a new one"));
    }

    @Test
    void refusesATicketInSomebodyElsesName() {
        Ticket forged = new Ticket(new Party(BEN.device(), 0), ticket.invitation(), ticket.signature());

        assertThat(forged.verify(NOW))
                .isEqualTo(Verdict.refused("this ticket says it is from Ben, but their device did not sign it"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ticket.issue(ticket.inviter(), ticket.invitation(), BEN.deviceKey()));
    }

    @Test
    void neverPrintsItsSecret() {
        assertThat(ticket.toString()).contains("Secret[…]");
    }

    @Test
    void boundsWhatItCarries() {
        Secret secret = ticket.secret();
        List<Multiaddr> many = Collections.nCopies(9, address("/ip4/192.0.2.1/tcp/4001"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Invitation(BondKind.KIN, many, secret, 1, NOW))
                .withMessageContaining("at most 8 addresses");
        assertThatIllegalArgumentException().isThrownBy(() -> new Invitation(BondKind.KIN, List.of(), secret, 0, NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> new Party(ADA.device(), -1));
    }

    @Test
    void answersAnyDamageWithAReason() {
        ForAll.forAllDamaged(ticket.bytes(), 2000, bytes -> {
            Ticket read = Ticket.parse(TicketText.write(bytes));
            assertThat(read.equals(ticket) || !read.verify(NOW).isAllowed()).isTrue();
        });
    }
}
