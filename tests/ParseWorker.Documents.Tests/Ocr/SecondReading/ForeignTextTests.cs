using ParseWorker.Documents.Ocr.SecondReading;

namespace ParseWorker.Documents.Tests.Ocr.SecondReading;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("Der Mieter und die Mieterin")]
    [InlineData("Le chat de la voisine")]
    [InlineData("Umowa jest wazna przez rok")]
    [InlineData("Rechnung Nr. 17", "Summe EUR 4,20")]
    [InlineData("Schäden für alle")]
    [InlineData("FACTURA", "IVA 21 %")]
    public void IsLikely_MarkedLanguage_Is(params string[] lines) => Assert.True(ForeignText.IsLikely(lines));

    [Theory]
    [InlineData("The harbour was closed for nine days")]
    [InlineData("TOTAL 12.50", "CASH 20.00", "CHANGE 7.50")]
    [InlineData("The café was closed, and the menu of the day is for all who have booked: crème brûlée")]
    [InlineData("Museo de la Ciudad", "Thank you for your visit, and please come to see us with your friends")]
    [InlineData("Zürich", "Mind the gap between the train and the platform")]
    [InlineData("Sample 17/4")]
    [InlineData]
    public void IsLikely_EnglishOrTooLittle_IsNot(params string[] lines) => Assert.False(ForeignText.IsLikely(lines));
}
