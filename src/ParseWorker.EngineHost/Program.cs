using ParseWorker.Documents.Engines;
using ParseWorker.EngineHost;

HostLife.Run(DocumentEngines.Open);
