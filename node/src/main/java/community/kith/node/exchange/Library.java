package community.kith.node.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/// Gives people with a bond to me the denylists that I publish or follow, and the record of what I denied.
final class Library {
    private final Denials denials;

    Library(Denials denials) {
        this.denials = denials;
    }

    void edition(Conversation talk, Visitor visitor, Request.Denylist wanted) throws IOException {
        answer(
                talk,
                visitor,
                visitor.isKnown()
                        ? denials.edition(wanted.publisher(), wanted.name(), wanted.after())
                        : Optional.empty());
    }

    void record(Conversation talk, Visitor visitor) throws IOException {
        answer(talk, visitor, visitor.isKnown() ? denials.record() : Optional.empty());
    }

    private static void answer(Conversation talk, Visitor visitor, Optional<byte[]> bytes) throws IOException {
        if (!visitor.isKnown()) {
            talk.write(
                    new Answer.Refused(new Refusal(Refusal.Code.REACH, "I show this to people with a bond to me only"))
                            .toIpld());
            return;
        }
        if (bytes.isEmpty()) {
            talk.write(new Answer.Missing().toIpld());
            return;
        }
        int length = bytes.get().length;
        talk.write(new Answer.Bytes(length, length).toIpld());
        talk.send(new ByteArrayInputStream(bytes.get()), length);
    }
}
