using ParseWorker.EngineHost;
using ParseWorker.FaultyHost;

HostLife.Run(FaultyDocument.Open);
