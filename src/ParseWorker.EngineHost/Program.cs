using ParseWorker.Documents;
using ParseWorker.EngineHost;

HostLife.Run(DocumentEngines.Open);
