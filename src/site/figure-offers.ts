/** What the layers above the widgets add to the menu of a figure. */
import '../laboratory/change/offer.ts';
import './present/offer.ts';
