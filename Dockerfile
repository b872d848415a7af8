FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3333 WARREN_HOME=/data
WORKDIR /app
COPY --from=build /app/build ./
RUN npm ci --omit=dev --no-audit --no-fund && mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3333
CMD ["node", "bin/server.js"]
