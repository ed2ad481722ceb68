package org.gan4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which runs a sweep has. */
class PlanTest {

    private static Plan plan(int trials, int searchSeed, int seeds, String... vary) {
        return new Plan(
                "1", Map.of("dataset", "ring"), null, List.of(vary), trials, searchSeed, seeds, 0, "modesHit", 1);
    }

    private static List<String> names(Plan plan) {
        return plan.runs().stream().map(Trial::name).toList();
    }

    @Test
    void allCombinationsWithTheirSeeds() {
        assertEquals(
                List.of(
                        "000-loss=hinge,pack=1,seed=0",
                        "001-loss=hinge,pack=1,seed=1",
                        "002-loss=hinge,pack=2,seed=0",
                        "003-loss=hinge,pack=2,seed=1",
                        "004-loss=wgan,pack=1,seed=0",
                        "005-loss=wgan,pack=1,seed=1",
                        "006-loss=wgan,pack=2,seed=0",
                        "007-loss=wgan,pack=2,seed=1"),
                names(plan(0, 0, 2, "loss=hinge,wgan", "pack=1,2")));
    }

    @Test
    void withoutAxesThereAreSeedsAlone() {
        assertEquals(List.of("000-seed=0", "001-seed=1", "002-seed=2"), names(plan(0, 0, 3)));
    }

    @Test
    void valuesWithCommasArePartedBySemicolons() {
        assertEquals(
                List.of("128,256", "512"), Axis.parse("g-hidden=128,256;512").values());
        assertEquals(List.of("128", "256"), Axis.parse("g-hidden=128,256").values());
        assertEquals(List.of("128,256"), Axis.parse("g-hidden=128,256;").values());
    }

    /** A second draw is the same; a longer one begins with the shorter; another seed gives another. */
    @Test
    void whatIsDrawnFollowsFromItsSeed() {
        String[] axes = {"g-lr=1e-5..1e-2:log", "loss=hinge,wgan-gp", "latent=2..64"};
        List<String> twenty = names(plan(20, 7, 1, axes));
        assertEquals(twenty, names(plan(20, 7, 1, axes)));
        assertEquals(twenty.subList(0, 5), names(plan(5, 7, 1, axes)));
        assertTrue(!twenty.equals(names(plan(20, 8, 1, axes))));
    }

    /** Of 3,000 numbers each power of ten has a third, within four standard deviations of a binomial distribution: 103. */
    @Test
    void aLogarithmicRangeHasEachPowerOfTenAsOften() {
        List<Trial> runs = plan(3_000, 0, 1, "g-lr=1e-5..1e-2:log").runs();
        Map<Integer, Long> powers = runs.stream()
                .collect(Collectors.groupingBy(
                        trial -> (int) Math.floor(
                                Math.log10(Double.parseDouble(trial.varied().get("g-lr")))),
                        Collectors.counting()));
        for (int power = -5; power < -2; power++) {
            assertEquals(1_000, powers.get(power), 103, powers.toString());
        }
    }

    @Test
    void aRangeOfWholeNumbersHasBothItsEnds() {
        TreeSet<Integer> seen = plan(5, 0, 1, "latent=2..6").runs().stream()
                .map(trial -> Integer.valueOf(trial.varied().get("latent")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(List.of(2, 3, 4, 5, 6)), seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss             | vary ('loss') must be SETTING=VALUE,VALUE... or SETTING=LOW..HIGH",
                "los=hinge        | vary: unknown setting 'los'; did you mean loss or loss-option?",
                "loss=hing        | unknown loss 'hing'; did you mean hinge",
                "loss=hinge,hinge | vary: loss has hinge twice",
                "g-lr=1e-3,0.001  | vary: g-lr has 0.001 twice",
                "g-lr=1e-3,-1     | g-lr (-1.0) must be",
                "seed=1,2         | vary: seed is not for --vary; give --seeds N instead",
                "dataset=ring,grid | vary: dataset is not for --vary; scores of different data do not compare",
                "g-lr=1e-2..1e-3  | vary: g-lr (1e-2..1e-3) must have its lower end first",
                "weight-decay=0..1:log | vary: weight-decay (0..1:log) must begin above 0, as it is logarithmic",
                "loss=a..b        | vary: loss (a..b) cannot be a range; list its values",
                "g-hidden=16..64  | vary: g-hidden (16..64) cannot be a range; list its values",
                "g-lr=1e-4..1e-3  | vary: g-lr is a range; say with --trials N how many configurations to draw",
                "dataset          | vary ('dataset') must be"
            })
    void aBadAxisIsNamed(String axis, String message) {
        IllegalArgumentException met = assertThrows(IllegalArgumentException.class, () -> plan(0, 0, 1, axis));
        assertTrue(met.getMessage().startsWith(message), met.getMessage());
    }

    @Test
    void moreCannotBeDrawnThanThereAre() {
        IllegalArgumentException met = assertThrows(
                IllegalArgumentException.class,
                () -> plan(5, 0, 1, "loss=hinge,wgan", "pack=1,2").runs());
        assertEquals("trials (5) must be at most 4: these axes have no more configurations", met.getMessage());
    }

    @Test
    void tooManyRunsAreRefused() {
        IllegalArgumentException met = assertThrows(
                IllegalArgumentException.class,
                () -> plan(0, 0, 60_000, "pack=1,2").runs());
        assertEquals("these are 120000 runs; a sweep has at most 100000", met.getMessage());
    }

    /** By hand: of 27 the best 9, of 9 the best 3, which go to the end; of 10 the best 4, then 2. */
    @Test
    void halvingKeepsOneInSoMany() {
        assertEquals(List.of(new Stage(0, 27, 9), new Stage(1, 9, 3), new Stage(2, 3, 1)), Stage.of(27, 3));
        assertEquals(List.of(new Stage(0, 10, 9), new Stage(1, 4, 3), new Stage(2, 2, 1)), Stage.of(10, 3));
        assertEquals(List.of(new Stage(0, 27, 1)), Stage.of(27, 0));
        IllegalArgumentException met = assertThrows(IllegalArgumentException.class, () -> Stage.of(3, 3));
        assertEquals("halving (3) needs more configurations than that; there are 3", met.getMessage());
    }
}
