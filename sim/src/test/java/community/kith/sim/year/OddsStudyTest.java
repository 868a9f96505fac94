package community.kith.sim.year;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OddsStudyTest {
    /// At every p of the table of docs/guide/durability.md, and for every shape.
    @Test
    void isOutOfReachAsOftenAsTheFormulaSays() {
        assertThat(OddsStudy.cells(1, 40_000))
                .hasSize(20)
                .allSatisfy(cell -> assertThat(cell.distance()).isLessThan(3))
                .allSatisfy(cell -> assertThat(cell.sigma() / cell.computed()).isLessThan(0.05));
    }
}
