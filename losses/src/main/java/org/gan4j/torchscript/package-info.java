/**
 * The way to those parts of the PyTorch engine that DJL does not hand out: {@link org.gan4j.torchscript.TorchScriptFunction}
 * turns a few lines of TorchScript into a function of arrays, without native code and with {@code ai.djl:api} alone.
 * Second-order gradients and fused kernels come through it. {@link org.gan4j.torchscript.TorchScriptArchive} is the only
 * place that knows the archive format.
 */
package org.gan4j.torchscript;
