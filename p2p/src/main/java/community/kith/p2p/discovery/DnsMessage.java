package community.kith.p2p.discovery;

import java.util.List;

/// A DNS message, as multicast DNS uses it.
record DnsMessage(Kind kind, int id, List<Question> questions, List<DnsRecord> answers, List<DnsRecord> additional) {
    static final int PTR = 12;
    static final int TXT = 16;
    static final int ANY = 255;

    enum Kind {
        QUERY,
        RESPONSE
    }

    /// @param type of the records asked for
    record Question(String name, int type) {
        boolean asksFor(String wanted, int wantedType) {
            return name.equals(wanted) && (type == wantedType || type == ANY);
        }
    }

    DnsMessage {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
        additional = List.copyOf(additional);
    }

    static DnsMessage query(Question question) {
        return new DnsMessage(Kind.QUERY, 0, List.of(question), List.of(), List.of());
    }

    static DnsMessage response(List<DnsRecord> answers, List<DnsRecord> additional) {
        return new DnsMessage(Kind.RESPONSE, 0, List.of(), answers, additional);
    }

    /// The same in answer to one who asked from a port of its own, and expects to see its question again.
    DnsMessage to(int queryId, Question question) {
        return new DnsMessage(kind, queryId, List.of(question), answers, additional);
    }
}
