# docker build -t gan4j .
# docker run --rm --gpus all -v "$PWD/runs:/runs" -v gan4j-natives:/natives gan4j train --out /runs/first
FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
# The fonts are those of the charts.
RUN apt-get update \
 && apt-get install -y --no-install-recommends openjdk-17-jre-headless fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/app/target/gan4j.jar /opt/gan4j/gan4j.jar
COPY --from=build /src/app/target/lib /opt/gan4j/lib
COPY --from=build /src/app/target/natives /opt/gan4j/natives
# DJL's CUDA natives, fetched by the first start; a volume here keeps them.
ENV DJL_CACHE_DIR=/natives LC_ALL=C.UTF-8 OMP_WAIT_POLICY=passive
VOLUME /natives
WORKDIR /work
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms32m", "-Xmn16m", "-Xmx1g", \
            "--enable-native-access=ALL-UNNAMED", "-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", \
            "-jar", "/opt/gan4j/gan4j.jar"]
