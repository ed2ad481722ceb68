# docker build -t gan4j .
# docker run --rm --gpus all -v "$PWD/runs:/runs" -v gan4j-natives:/natives gan4j train --out /runs/first
FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
RUN ./gan4j --version && cp -aL "app/target/$(cat app/target/built)" /opt/gan4j

FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
# The fonts are those of the charts.
RUN apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jre-headless fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/gan4j /opt/gan4j
# DJL's CUDA natives, fetched by the first start; a volume here keeps them.
ENV DJL_CACHE_DIR=/natives
VOLUME /natives
WORKDIR /work
ENTRYPOINT ["/opt/gan4j/bin/gan4j"]
