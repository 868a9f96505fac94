package community.kith.sync.reconcile;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Spans as a list of maps: `to` where it ends, and `same` a fingerprint, or `ids`, or neither.
final class SpanCodec {
    private SpanCodec() {}

    static Ipld write(List<Span> spans) {
        return Ipld.list(spans.stream().map(SpanCodec::write).toList());
    }

    private static Ipld write(Span span) {
        var fields = Ipld.fields().putIfPresent("to", span.end().map(Id::bytes));
        return switch (span.content()) {
            case Span.Content.Skip skip -> fields.build();
            case Span.Content.Fingerprint print ->
                fields.put("same", print.hash().bytes()).build();
            case Span.Content.Listed listed ->
                fields.put(
                                "ids",
                                Ipld.list(listed.ids().stream()
                                        .map(id -> new Ipld.Bin(id.bytes()))
                                        .toList()))
                        .build();
        };
    }

    /// Reads spans that follow one another, whose ids lie inside them, in order.
    static List<Span> read(Ipld value) throws ProtocolException {
        if (!(value instanceof Ipld.Items items) || items.values().size() > 2 * Reconciliation.MAX_ITEMS) {
            throw new ProtocolException("spans that are no list, or too many");
        }
        List<Span> spans = new ArrayList<>();
        Optional<Id> from = Optional.of(Id.LOWEST);
        int ids = 0;
        for (Ipld item : items.values()) {
            if (from.isEmpty()) {
                throw new ProtocolException("a span after the last");
            }
            Span span = read(item, from.get());
            ids += span.content() instanceof Span.Content.Listed listed
                    ? listed.ids().size()
                    : 0;
            if (ids > 2 * Reconciliation.MAX_ITEMS) {
                throw new ProtocolException("too many ids in one message");
            }
            spans.add(span);
            from = span.end();
        }
        return spans;
    }

    private static Span read(Ipld item, Id from) throws ProtocolException {
        FieldReader fields = new FieldReader(item, "span");
        Optional<Id> end = fields.has("to") ? Optional.of(MessageCodec.id(fields.any("to"))) : Optional.empty();
        if (end.isPresent() && end.get().compareTo(from) < 0) {
            throw new ProtocolException("a span that ends before it begins");
        }
        Span span;
        if (fields.has("same")) {
            span = new Span(
                    end, new Span.Content.Fingerprint(new Id.Half(fields.bytesOf("same", IdSet.FINGERPRINT_BYTES))));
        } else if (fields.has("ids")) {
            span = new Span(end, new Span.Content.Listed(listed(fields, from, end)));
        } else {
            span = new Span(end, new Span.Content.Skip());
        }
        fields.end();
        return span;
    }

    private static List<Id> listed(FieldReader fields, Id from, Optional<Id> end) throws ProtocolException {
        List<Id> ids = new ArrayList<>();
        for (Ipld item : fields.items("ids", Reconciliation.MAX_ITEMS)) {
            Id id = MessageCodec.id(item);
            boolean inside = id.compareTo(from) >= 0 && (end.isEmpty() || id.compareTo(end.get()) < 0);
            if (!inside || (!ids.isEmpty() && ids.getLast().compareTo(id) >= 0)) {
                throw new ProtocolException("ids outside of their span, or out of order");
            }
            ids.add(id);
        }
        return ids;
    }
}
