package org.gan4j.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.Stream;
import org.gan4j.torchscript.TorchScriptFunction;

/**
 * What a discriminator has to do with classes: what its outputs are, a row a sample, and which of them make up the score.
 *
 * <p>A score is linear in the outputs: it is one of them, or the sum of two, chosen by the sample's label.
 */
public enum ClassBy {
    /** Nothing: its only output is the score. */
    NOTHING(true, false),
    /** It tells them: the logits of the classes come after the score (AC-GAN, Odena et al. 2017). */
    AUXILIARY(true, false),
    /** It is told them: an output a class, of which the label's is the score (as in the code of Mescheder et al. 2018). */
    SCORE(false, true),
    /**
     * It is told them: {@code ψ(φ(x)) + ⟨e(y), φ(x)⟩} with what the hidden layers make of the sample, {@code φ(x)}, and an embedding of the
     * label, {@code e(y)} (Miyato &amp; Koyama 2018, equation 8). The first output is {@code ψ}, a linear one as there. The others are the
     * inner products of all classes, each with a bias that the paper lacks.
     */
    PROJECTION(true, true);

    private static final TorchScriptFunction LABELLED = new TorchScriptFunction(
            "outputs: Tensor, labels: Tensor", "return torch.gather(outputs, 1, torch.unsqueeze(labels, 1))");

    private static final TorchScriptFunction PROJECTED = new TorchScriptFunction(
            "outputs: Tensor, labels: Tensor",
            "products = torch.narrow(outputs, 1, 1, torch.size(outputs, 1) - 1)",
            "inner = torch.gather(products, 1, torch.unsqueeze(labels, 1))",
            "return torch.add(torch.narrow(outputs, 1, 0, 1), inner)");

    /** What {@link #derivative} sets. */
    static final String ONES = "ones";

    private final boolean first;
    private final boolean labelled;

    ClassBy(boolean first, boolean labelled) {
        this.first = first;
        this.labelled = labelled;
    }

    /**
     * What {@link #parse} reads.
     *
     * @return a name for each way in which classes play a part
     */
    public static List<String> names() {
        return Stream.of(values())
                .filter(way -> way != NOTHING)
                .map(ClassBy::toString)
                .toList();
    }

    /**
     * Reads {@code auxiliary}, {@code score} or {@code projection}.
     *
     * @param text the text
     * @return the way
     * @throws IllegalArgumentException if it is none of them
     */
    public static ClassBy parse(String text) {
        return NamedConstants.parse(new ClassBy[] {AUXILIARY, SCORE, PROJECTION}, "class-by", text);
    }

    /**
     * Whether the discriminator is told the labels of what it judges. A score without them means nothing then.
     *
     * @return true if the score depends on the label
     */
    public boolean isTold() {
        return labelled;
    }

    /**
     * The width of the discriminator's output.
     *
     * @param classes the number of classes
     * @return the outputs of a sample
     */
    public int outputs(int classes) {
        return (first ? 1 : 0) + (this == NOTHING ? 0 : classes);
    }

    /** The scores of a discriminator that is told labels: {@code [N, 1]} of outputs {@code [N, outputs]} and labels {@code [N]}. */
    NDArray scores(NDArray outputs, NDArray labels) {
        return first ? PROJECTED.apply(outputs, labels) : LABELLED.apply(outputs, labels);
    }

    /** The derivative of the scores to the outputs, as statements that make {@link #ONES} of {@code output}, and of {@code labels}. */
    List<String> derivative() {
        if (this == NOTHING) {
            // As a rule there is nothing but the score.
            return List.of(
                    ONES + " = torch.ones_like(torch.detach(output))",
                    "others = torch.size(" + ONES + ", 1) - 1",
                    "if others > 0:",
                    "  torch.zero_(torch.narrow(" + ONES + ", 1, 1, others))");
        }
        String zeros = ONES + " = torch.zeros_like(torch.detach(output))";
        String one = "torch.fill_(torch.narrow(ones, 1, 0, 1), 1)";
        String labels = "torch.unsqueeze(" + (first ? "torch.add(labels, 1)" : "labels") + ", 1)";
        String chosen = "torch.scatter_(ones, 1, " + labels + ", 1)";
        if (!labelled) {
            return List.of(zeros, one);
        }
        return first ? List.of(zeros, one, chosen) : List.of(zeros, chosen);
    }

    @Override
    public String toString() {
        return NamedConstants.nameOf(this);
    }
}
