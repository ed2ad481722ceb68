package org.gan4j.losses.penalty;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * What a penalty must give, in plain numbers.
 *
 * <p>{@link #network} and {@link #weightGradients} were printed by PyTorch 2.7.1, float32, with the network of
 * {@link TanhNetwork}, its two real and its two generated samples, {@code at} and {@code f} as in the rows below:
 *
 * <pre>
 * D = lambda x: torch.tanh(x @ w1.T + b1) @ w2.T + b2
 * x = at.clone().requires_grad_()
 * g, = torch.autograd.grad(D(x).sum(), x, create_graph=True)
 * v = f(g)
 * print(v.item(), [q.flatten().tolist() for q in torch.autograd.grad(v, [w1, b1, w2])])
 * </pre>
 *
 * @param name its name in the catalogue
 * @param linear its value at weight 10 where the critic's slope is (3, 4) everywhere, by hand
 * @param flat its value at weight 10 where the critic's slope is 0 everywhere, by hand
 * @param ofNorm a sample's part at weight 10, given the norm of its gradient
 * @param penalisedAtReal whether its points are the real samples
 * @param penalisedAtFake whether its points are the generated samples; between the two if neither
 * @param network its value at weight 10 on the network
 * @param weightGradients its gradients there with respect to w1, b1 and w2
 */
record PenaltyNumbers(
        String name,
        double linear,
        double flat,
        DoubleUnaryOperator ofNorm,
        boolean penalisedAtReal,
        boolean penalisedAtFake,
        double network,
        double[][] weightGradients) {

    static Stream<PenaltyNumbers> all() {
        return Stream.of(
                // at = real, which the test gives as generated samples too: the points between are then known.
                // f = lambda g: 10 * (g.norm(dim=1) - 1).square().mean()
                new PenaltyNumbers(
                        "gp",
                        160, // 10·(5-1)²
                        10, // 10·(0-1)²
                        norm -> 10 * (norm - 1) * (norm - 1),
                        false,
                        false,
                        1.6270095109939575,
                        new double[][] {
                            {
                                0.14154434,
                                -3.35232544,
                                2.12852097,
                                0.01029432,
                                2.43125224,
                                -1.47515559,
                                0.73828596,
                                -0.60045499,
                                0.19725753,
                                1.95047951,
                                -4.31137896,
                                1.87638056
                            },
                            {-1.45184135, 1.25146389, 0.23957911, -1.19162881},
                            {4.52719641, -3.53404856, 0.54629266, 5.33281708}
                        }),
                // at = real; f = lambda g: 5 * g.square().sum(1).mean()
                new PenaltyNumbers(
                        "r1",
                        125, // 10/2·5²
                        0,
                        norm -> 5 * norm * norm,
                        true,
                        false,
                        9.218181610107422,
                        new double[][] {
                            {
                                0.79051399,
                                -4.91703367,
                                2.10229778,
                                -1.1475184,
                                4.07078791,
                                -1.23456931,
                                2.88337564,
                                -2.36393905,
                                0.78161788,
                                4.38973284,
                                -6.78770399,
                                0.63014627
                            },
                            {-2.86141825, 2.50504541, 0.93615419, -3.54674888},
                            {7.06485653, -6.84397316, 2.59957957, 9.45469761}
                        }),
                // at = fake; f = lambda g: 5 * g.square().sum(1).mean()
                new PenaltyNumbers(
                        "r2",
                        125, // 10/2·5²
                        0,
                        norm -> 5 * norm * norm,
                        false,
                        true,
                        5.2387590408325195,
                        new double[][] {
                            {
                                2.57983828,
                                -0.13662517,
                                0.34059525,
                                -1.95551372,
                                -0.00509202,
                                0.04265724,
                                5.50315046,
                                -3.77192163,
                                1.1802839,
                                1.5530349,
                                1.29590213,
                                -0.00882164
                            },
                            {1.52318692, -0.72057796, 1.07549953, 2.23249054},
                            {4.1733861, -3.06161594, 5.7887392, 2.83566165}
                        }));
    }

    Penalty create(double weight) {
        return PenaltyCatalog.describe(name).factory().apply(weight);
    }

    @Override
    public String toString() {
        return name;
    }
}
