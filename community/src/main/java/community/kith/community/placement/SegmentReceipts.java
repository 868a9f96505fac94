package community.kith.community.placement;

import java.util.List;

/// What we know of one segment: how it was coded, and who signed for what.
public record SegmentReceipts(Shape shape, List<Receipt> receipts) {
    public SegmentReceipts {
        receipts = List.copyOf(receipts);
    }

    int shardsSignedFor() {
        return (int) receipts.stream()
                .map(receipt -> receipt.held().row())
                .filter(row -> row < shape.n())
                .distinct()
                .count();
    }
}
