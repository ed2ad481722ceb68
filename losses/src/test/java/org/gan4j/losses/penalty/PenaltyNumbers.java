package org.gan4j.losses.penalty;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.gan4j.testing.TanhNetwork;

/**
 * What a penalty must give, in plain numbers.
 *
 * <p>{@link #network} and {@link #weightGradients} were printed by PyTorch 2.7.1 (gp, r1, r2 in float32, the others in float64), with
 * the network of {@link TanhNetwork}, {@link #at} and {@code f} as in the rows below:
 *
 * <pre>
 * D = lambda x: torch.tanh(x @ w1.T + b1) @ w2.T + b2
 * x = at.clone().requires_grad_()
 * g, = torch.autograd.grad(D(x).sum(), x, create_graph=True)
 * v = f(g)
 * print(v.item(), [q.flatten().tolist() for q in torch.autograd.grad(v, [w1, b1, w2])])
 * </pre>
 *
 * @param name its name in the catalogue, with an option that makes another formula of it
 * @param linear its value at weight 10 where the critic's slope is (3, 4) everywhere, by hand
 * @param flat its value at weight 10 where the critic's slope is 0 everywhere, by hand
 * @param ofNorm a sample's part at weight 10, given the norm of its gradient
 * @param penalisedAtReal whether its points are the real samples
 * @param penalisedAtFake whether its points are the generated samples; elsewhere if neither
 * @param at two samples, given as real and as generated ones: then the points between are known
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
        float[] at,
        double network,
        double[][] weightGradients) {

    /** The gradients of 10·E‖∇D‖⁶ to the weights. */
    private static final double[][] SIXTH_POWER = {
        {
            5.85767043,
            -164.727567,
            106.511965,
            2.69498788,
            118.517185,
            -74.2361221,
            32.8878804,
            -26.7125085,
            8.76594314,
            92.9644765,
            -210.980173,
            96.1978492
        },
        {-69.9628291, 60.2342501, 10.6714535, -55.167332},
        {221.659254, -170.530677, 23.4577768, 258.971117}
    };

    static Stream<PenaltyNumbers> all() {
        return Stream.of(
                // f = lambda g: 10 * (g.norm(dim=1) - 1).square().mean()
                new PenaltyNumbers(
                        "gp",
                        160, // 10·(5-1)²
                        10, // 10·(0-1)²
                        norm -> 10 * (norm - 1) * (norm - 1),
                        false,
                        false,
                        TanhNetwork.REAL,
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
                // f = lambda g: 5 * g.square().sum(1).mean()
                new PenaltyNumbers(
                        "r1",
                        125, // 10/2·5²
                        0,
                        norm -> 5 * norm * norm,
                        true,
                        false,
                        TanhNetwork.REAL,
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
                // f = lambda g: 5 * g.square().sum(1).mean()
                new PenaltyNumbers(
                        "r2",
                        125, // 10/2·5²
                        0,
                        norm -> 5 * norm * norm,
                        false,
                        true,
                        TanhNetwork.FAKE,
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
                        }),
                // f = lambda g: 10 * torch.relu(g.norm(dim=1) - 1).square().mean(); one slope lies below 1
                new PenaltyNumbers(
                        "lp",
                        160,
                        0,
                        norm -> 10 * Math.pow(Math.max(0, norm - 1), 2),
                        false,
                        false,
                        TanhNetwork.FAKE,
                        0.3423361941588276,
                        new double[][] {
                            {
                                0.911614275,
                                -0.176536882,
                                0.326425641,
                                -0.603131531,
                                0.135485291,
                                -0.207361861,
                                1.35939835,
                                -0.801922636,
                                0.238746271,
                                0.40796653,
                                0.303862397,
                                0.322364807
                            },
                            {0.778962836, -0.474029555, -0.0300372604, 1.19556348},
                            {1.61175952, -1.04362044, 1.25171865, 1.00024873}
                        }),
                // f = lambda g: 10 * g.square().sum(1).mean()
                new PenaltyNumbers(
                        "zero-gp",
                        250,
                        0,
                        norm -> 10 * norm * norm,
                        false,
                        false,
                        TanhNetwork.REAL,
                        18.436361573399896,
                        new double[][] {
                            {
                                1.58102775,
                                -9.83406705,
                                4.20459492,
                                -2.29503709,
                                8.14157602,
                                -2.4691385,
                                5.76675171,
                                -4.72787838,
                                1.56323568,
                                8.77946618,
                                -13.5754079,
                                1.26029236
                            },
                            {-5.7228369, 5.0100911, 1.87230849, -7.09349811},
                            {14.1297129, -13.6879463, 5.19915927, 18.9093954}
                        }),
                // f = lambda g: 10 * (g.norm(dim=1) - 1).square().mean(); samples that do not vary are not moved
                new PenaltyNumbers(
                        "dragan",
                        160,
                        10,
                        norm -> 10 * (norm - 1) * (norm - 1),
                        false,
                        false,
                        new float[] {.25f, .25f, .25f, .25f, .25f, .25f},
                        3.2739474420990096,
                        new double[][] {
                            {
                                4.16081467,
                                -5.65056948,
                                0.65038252,
                                -3.95635671,
                                3.92618116,
                                -1.13604982,
                                3.61764741,
                                -4.01055345,
                                0.8883402,
                                7.55478233,
                                -6.58957516,
                                2.49404813
                            },
                            {-3.47441494, 0.337259462, -1.17059337, 1.2169454},
                            {7.37784013, -6.75080844, 2.20585136, 9.03130639}
                        }),
                // f = lambda g: 10 * g.norm(dim=1).pow(6).mean()
                new PenaltyNumbers(
                        "div",
                        156250, // 10·5⁶
                        0,
                        norm -> 10 * Math.pow(norm, 6),
                        false,
                        false,
                        TanhNetwork.REAL,
                        81.26257990685126,
                        SIXTH_POWER),
                // f = lambda g: 10 * g.norm(dim=1).pow(6).mean(), the two halves together
                new PenaltyNumbers(
                        "div:ends=true",
                        156250, // 10/2·5⁶, twice
                        0,
                        norm -> 5 * Math.pow(norm, 6),
                        true,
                        true,
                        TanhNetwork.REAL,
                        81.26257990685126,
                        SIXTH_POWER));
    }

    Penalty create(double weight) {
        return penalty(name, weight);
    }

    /** The penalty {@code name}, or {@code name:option=value}. */
    static Penalty penalty(String name, double weight) {
        String[] parts = name.split("[:=]");
        return PenaltyCatalog.describe(parts[0])
                .create(weight, parts.length == 1 ? Map.of() : Map.of(parts[1], parts[2]));
    }

    @Override
    public String toString() {
        return name;
    }
}
