using System.Globalization;
using ParseWorker.EngineHost;
using ParseWorker.FaultyHost;

if (args is [HiddenRoom.WithoutLeader, var megabytes]) HiddenRoom.LoseLeader(int.Parse(megabytes, CultureInfo.InvariantCulture));
HostLife.Run(FaultyDocument.Open);
