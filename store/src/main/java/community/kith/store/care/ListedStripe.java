package community.kith.store.care;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.store.manifest.Stripe;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A stripe, who signed for its rows, and the answers to questions about them.
///
/// @param answers for each distinct blob of the stripe by row, for each question in order, [Tokens#BYTES] bytes
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record ListedStripe(Stripe stripe, List<Seat> seats, byte[] answers) {
    static final int MAX_SEATS = 1024;

    public ListedStripe {
        seats = List.copyOf(seats);
        answers = answers.clone();
        if (seats.size() > MAX_SEATS || seats.stream().anyMatch(seat -> seat.row >= stripe.n())) {
            throw new IllegalArgumentException("seats that the stripe does not have");
        }
        if (answers.length % (blobs(stripe) * Tokens.BYTES) != 0) {
            throw new IllegalArgumentException(answers.length + " bytes of answers");
        }
    }

    /// That a holder has a row.
    ///
    /// @param holder its index in the list's holders
    public record Seat(int row, int holder) {
        public Seat {
            if (row < 0 || holder < 0) {
                throw new IllegalArgumentException("row " + row + " at holder " + holder);
            }
        }
    }

    @Override
    public byte[] answers() {
        return answers.clone();
    }

    /// How many questions about each blob are answered.
    public int questions() {
        return answers.length / (blobs(stripe) * Tokens.BYTES);
    }

    /// The answer to a question about a row.
    public byte[] answer(int row, int question) {
        int blob = stripe.k() == 1 ? 0 : row;
        int at = (blob * questions() + question) * Tokens.BYTES;
        return Arrays.copyOfRange(answers, at, at + Tokens.BYTES);
    }

    static int blobs(Stripe stripe) {
        return stripe.k() == 1 ? 1 : stripe.n();
    }

    Ipld toIpld() {
        List<Ipld> at = new ArrayList<>();
        for (Seat seat : seats) {
            at.add(Ipld.of(seat.row));
            at.add(Ipld.of(seat.holder));
        }
        return StripeFormat.fields(stripe)
                .put("at", Ipld.list(at))
                .put("answers", answers)
                .build();
    }

    static ListedStripe read(Ipld from, int holders) throws ProtocolException {
        FieldReader fields = new FieldReader(from, "stripe");
        Stripe stripe = StripeFormat.read(fields);
        List<Ipld> at = fields.items("at", 2 * MAX_SEATS);
        byte[] answers = fields.bytes("answers", blobs(stripe) * Tokens.BYTES * StripeList.MAX_QUESTIONS);
        fields.end();
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i + 1 < at.size(); i += 2) {
            seats.add(new Seat(number(at.get(i), stripe.n()), number(at.get(i + 1), holders)));
        }
        if (at.size() % 2 == 1) {
            throw new ProtocolException("stripe: a row without a holder");
        }
        return new ListedStripe(stripe, seats, answers);
    }

    private static int number(Ipld item, int below) throws ProtocolException {
        if (item instanceof Ipld.Int number
                && number.value().signum() >= 0
                && number.value().bitLength() < Integer.SIZE
                && number.value().intValue() < below) {
            return number.value().intValue();
        }
        throw new ProtocolException("stripe: a seat that there is not");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListedStripe listed
                && stripe.equals(listed.stripe)
                && seats.equals(listed.seats)
                && Arrays.equals(answers, listed.answers);
    }

    @Override
    public int hashCode() {
        return stripe.hashCode();
    }
}
