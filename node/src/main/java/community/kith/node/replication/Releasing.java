package community.kith.node.replication;

import community.kith.node.api.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Lets go of a file's bytes on this disk, as far as it stays durable without them: the listing stays, and whoever
/// reads
/// it gets it from its holders.
final class Releasing {
    private final Catalog catalog;
    private final Upload.Books books;
    private final Circle circle;
    private final Assessor assessor;

    Releasing(Catalog catalog, Upload.Books books, Circle circle, Assessor assessor) {
        this.catalog = catalog;
        this.books = books;
        this.circle = circle;
        this.assessor = assessor;
    }

    /// @throws UnavailableException when others do not hold enough of it; nothing is let go then
    void release(StoredFile file) throws IOException {
        List<StoredStripe> going = new ArrayList<>();
        int missing = 0;
        for (StoredStripe stripe : catalog.stripes(file)) {
            if (!catalog.keepsHere(stripe, file)) {
                going.add(stripe);
                missing += assessor.isDurableWithoutMe(stripe) ? 0 : 1;
            }
        }
        if (missing > 0) {
            throw new UnavailableException(
                    "%s stays here: %d of its %d parts would not be durable without this disk; invite somebody, or wait until repair has spread it"
                            .formatted(file.name(), missing, going.size()),
                    1,
                    file.link());
        }
        for (StoredStripe stripe : going) {
            letGo(stripe);
        }
        catalog.released(file, true);
        assessor.assess(file);
    }

    /// The manifest stays, so that what is in it can be told without anybody.
    private void letGo(StoredStripe stripe) throws IOException {
        if (isManifest(stripe)) {
            return;
        }
        for (PlacedRow row : books.stripes().placements(stripe)) {
            if (row.holder().equals(circle.me().peer())) {
                books.stripes().lost(stripe, row);
            }
        }
        books.shelf()
                .drop(stripe, IntStream.range(0, stripe.shape().n()).boxed().toList());
    }

    private boolean isManifest(StoredStripe stripe) throws IOException {
        return catalog.file(stripe.stripe().id()).isPresent();
    }
}
