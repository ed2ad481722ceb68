/**
 * Which native libraries of the engine a run uses: PyTorch's for the CPU, those for CUDA, or a local libtorch.
 *
 * <p>DJL takes CPU natives wherever it finds them on the class path, GPU or not, so the launcher puts none there:
 * {@link org.gan4j.natives.Natives} decides from the machine and the flags, and adds them where they belong.
 */
package org.gan4j.natives;
