using ParseWorker.Api.Hosting;

return await Commands.RunAsync(args);
