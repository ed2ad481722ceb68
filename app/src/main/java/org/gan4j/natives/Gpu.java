package org.gan4j.natives;

/**
 * A GPU that this process may use.
 *
 * @param name its name
 * @param capability its compute capability as 10·major + minor: 90 for 9.0; 0 if the driver does not tell
 */
public record Gpu(String name, int capability) {

    /** The least compute capability whose tensor cores multiply in TF32 and bfloat16: 8.0, Ampere. */
    private static final int AMPERE = 80;

    /**
     * Whether it has faster products of less precise numbers.
     *
     * @return true from compute capability 8.0 on, and if the driver does not tell
     */
    public boolean multipliesTf32AndBfloat16() {
        return capability == 0 || capability >= AMPERE;
    }

    /** For the user: {@code T4, compute capability 7.5}. */
    @Override
    public String toString() {
        return capability == 0 ? name : name + ", compute capability " + capability / 10 + "." + capability % 10;
    }
}
