package community.kith.store.s3;

import static community.kith.base.check.Property.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SizeTableTest {
    @Test
    void isAMap() {
        forAll(100, RandomGenerator::nextLong, seed -> {
            var random = new Random(seed);
            var table = new SizeTable();
            var model = new HashMap<Digest, Long>();
            // few places and few bits, so that many want the same one
            for (var step = 0; step < 2000; step++) {
                var digest = new Digest(random.nextInt(8), random.nextInt(64), 0, random.nextInt(4));
                if (random.nextInt(3) == 0) {
                    assertThat(table.remove(digest)).isEqualTo(optional(model.remove(digest)));
                } else {
                    var size = random.nextLong(Long.MAX_VALUE);
                    assertThat(table.put(digest, size)).isEqualTo(optional(model.put(digest, size)));
                }
                assertThat(table.get(digest)).isEqualTo(optional(model.get(digest)));
            }
            assertThat(table.count()).isEqualTo(model.size());
            var visited = new HashMap<Digest, Long>();
            table.forEach(visited::put);
            assertThat(visited).isEqualTo(model);
        });
    }

    private static OptionalLong optional(@org.jspecify.annotations.Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
